package dev.wardstream.ingest.record;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.edge.socket.Traceparent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one producer of a node: idempotent, {@code acks=all}. Tells exactly one of three outcomes per
 * request: recorded (all its records are acknowledged), unavailable (nothing was sent), unknown.
 *
 * <p>Any thread may {@link #record}; none waits, except for the few milliseconds that the producer
 * may need when its own memory is full. Bytes in flight are bounded in front of the producer.
 */
public final class Recorder implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Recorder.class);
  private static final int MAX_BLOCK_MILLIS = 50;
  private static final int RECORD_OVERHEAD = 96;
  private static final Duration RETRY_AFTER = Duration.ofMillis(500);
  private static final long BREAK_NANOS = Duration.ofMillis(250).toNanos();
  private static final Duration WARM_UP_PAUSE = Duration.ofMillis(500);

  private final Producer<byte[], byte[]> producer;
  private final RecorderConfig config;
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicLong closedUntil = new AtomicLong(System.nanoTime());
  private final CountDownLatch warm = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Timer acknowledged;
  private final KafkaClientMetrics client;
  private final Thread warmUp;

  private Recorder(
      Producer<byte[], byte[]> producer,
      List<String> topics,
      RecorderConfig config,
      MeterRegistry metrics,
      KafkaClientMetrics client) {
    this.producer = producer;
    this.client = client;
    this.config = config;
    acknowledged =
        Timer.builder("wardstream.ingest.ack")
            .description("From request to acknowledgement by Kafka")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(2))
            .register(metrics);
    Gauge.builder("wardstream.ingest.inflight.bytes", inFlight, AtomicLong::get).register(metrics);
    warmUp = Thread.ofPlatform().name("recorder-warm-up").daemon().unstarted(() -> warmUp(topics));
  }

  /**
   * Opens the producer and fetches the metadata of the topics in the background.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public static Recorder open(
      Map<String, Object> kafka,
      List<String> topics,
      RecorderConfig config,
      MeterRegistry metrics) {
    var bytes = new ByteArraySerializer();
    var producer = new KafkaProducer<>(settings(kafka, config), bytes, bytes);
    var client = new KafkaClientMetrics(producer);
    client.bindTo(metrics);
    var recorder = new Recorder(producer, topics, config, metrics, client);
    recorder.warmUp.start();
    return recorder;
  }

  private static Map<String, Object> settings(Map<String, Object> kafka, RecorderConfig config) {
    var settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(config.delivery().toMillis()));
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(config.request().toMillis()));
    settings.put(ProducerConfig.LINGER_MS_CONFIG, config.linger().toMillis());
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * config.inFlightBytes() + (16 << 20));
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
    return settings;
  }

  private void warmUp(List<String> topics) {
    for (var topic : topics) {
      while (closing.getCount() > 0 && !knows(topic)) {
        pause();
      }
    }
    warm.countDown();
  }

  private boolean knows(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (KafkaException e) {
      LOGGER.atDebug().addKeyValue("topic", topic).setCause(e).log("no metadata yet");
      return false;
    }
  }

  private void pause() {
    try {
      closing.await(WARM_UP_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
      Thread.currentThread().interrupt();
    }
  }

  /** Why nothing can be recorded yet; empty when it can. */
  public Optional<String> whyNotReady() {
    return warm.getCount() == 0 ? Optional.empty() : Optional.of("Kafka has not answered yet");
  }

  /** Sends the records of one request, at least one; the reply comes when their fate is known. */
  public void record(List<ProducerRecord<byte[], byte[]>> records, Reply reply, Receipt receipt) {
    var trace = reply.trace();
    var bytes = 0;
    for (var record : records) {
      bytes += record.key().length + record.value().length + RECORD_OVERHEAD;
      if (trace != null) {
        record.headers().add(Traceparent.HEADER, trace);
      }
    }
    if (warm.getCount() > 0 || System.nanoTime() - closedUntil.get() < 0) {
      unavailable(reply);
    } else if (inFlight.addAndGet(bytes) > config.inFlightBytes()) {
      release(bytes);
      unavailable(reply);
    } else {
      new Sending(this, records, reply, receipt, bytes).start();
    }
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  void release(int bytes) {
    inFlight.addAndGet(-bytes);
  }

  void acknowledged(long sinceNanos) {
    acknowledged.record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
  }

  /** The producer took nothing: so that nobody waits for it again at once. */
  void rest() {
    closedUntil.set(System.nanoTime() + BREAK_NANOS);
  }

  static void unavailable(Reply reply) {
    reply.refuse(
        Refusal.retry(ErrorCode.UNAVAILABLE, "nothing was recorded; send it again", RETRY_AFTER));
  }

  @Override
  public void close() {
    closing.countDown();
    client.close();
    producer.close(Duration.ofSeconds(5));
    warmUp.interrupt();
  }
}
