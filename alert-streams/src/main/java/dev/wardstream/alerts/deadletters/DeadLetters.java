package dev.wardstream.alerts.deadletters;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wardstream.edge.socket.Traceparent;
import dev.wardstream.schemas.letters.LetterHead;
import dev.wardstream.schemas.letters.LogPosition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what cannot be understood to the dead-letter topic, in the transaction of its offset, and
 * lets the job go on. Trouble of the job itself (its disk, the broker, the registry) is not the
 * record's fault: it stops the thread, and nothing is lost.
 *
 * <p>Created by Kafka Streams, called on stream threads; logs positions, never contents.
 */
public final class DeadLetters
    implements DeserializationExceptionHandler, ProcessingExceptionHandler {
  /** Configuration entry that holds the {@link MeterRegistry} to count in. */
  public static final String METERS = "wardstream.meters";

  /** Name of the counter; its tag {@code reason} is {@code unreadable} or {@code unusable}. */
  public static final String COUNTER = "wardstream.alerts.dead.letters";

  /** Configuration entry that holds the {@link InstantSource} of the process. */
  public static final String CLOCK = "wardstream.clock";

  private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetters.class);

  private String topic = "";
  private String application = "";
  private InstantSource clock = InstantSource.system();
  private @Nullable MeterRegistry meters;

  @Override
  public void configure(Map<String, ?> configs) {
    topic = String.valueOf(configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG));
    application = String.valueOf(configs.get(StreamsConfig.APPLICATION_ID_CONFIG));
    clock = configs.get(CLOCK) instanceof InstantSource source ? source : clock;
    meters = configs.get(METERS) instanceof MeterRegistry registry ? registry : null;
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (isTroubleOfTheJob(exception)) {
      return DeserializationExceptionHandler.Response.fail();
    }
    return DeserializationExceptionHandler.Response.resume(
        List.of(letter(context, exception, "unreadable")));
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (isTroubleOfTheJob(exception) || context.topic() == null) {
      return ProcessingExceptionHandler.Response.fail();
    }
    return ProcessingExceptionHandler.Response.resume(
        List.of(letter(context, exception, "unusable")));
  }

  /** Kafka's own exceptions are about disk, broker or registry, except that of serdes. */
  private static boolean isTroubleOfTheJob(Exception exception) {
    return exception instanceof KafkaException && !(exception instanceof SerializationException);
  }

  private static String traceparent(ErrorHandlerContext context) {
    var header = context.headers().lastHeader(Traceparent.HEADER);
    return header == null || Traceparent.bytes(new String(header.value(), US_ASCII)) == null
        ? "none"
        : new String(header.value(), US_ASCII);
  }

  private ProducerRecord<byte[], byte[]> letter(
      ErrorHandlerContext context, Exception exception, String reason) {
    var origin =
        new LogPosition(String.valueOf(context.topic()), context.partition(), context.offset());
    LOGGER
        .atWarn()
        .addKeyValue("origin", origin)
        .addKeyValue("reason", reason)
        .addKeyValue("exception", exception.getClass().getName())
        .addKeyValue("traceparent", traceparent(context))
        .log("record set aside");
    if (meters != null) {
      meters.counter(COUNTER, "reason", reason).increment();
    }
    var seen = clock.instant();
    var letter =
        new ProducerRecord<>(
            topic,
            null,
            seen.toEpochMilli(),
            context.sourceRawKey(),
            context.sourceRawValue(),
            context.headers());
    new LetterHead(
            reason,
            exception.getClass().getName(),
            String.valueOf(exception.getMessage()),
            origin,
            Instant.ofEpochMilli(Math.max(0, context.timestamp())),
            application,
            seen)
        .writeTo(letter.headers());
    return letter;
  }
}
