package dev.wardstream.ingest.record;

import dev.wardstream.edge.limit.Share;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.edge.socket.Traceparent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one producer of a node: idempotent, {@code acks=all}. Tells exactly one of three outcomes per
 * request: recorded (all its records are acknowledged), unavailable (nothing was sent), unknown.
 *
 * <p>Any thread may {@link #record}; none waits, except for the few milliseconds that the producer
 * may need when its own memory is full. What is in flight is bounded in front of the producer, see
 * {@link InFlight}.
 */
public final class Recorder implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Recorder.class);
  private static final int MAX_BLOCK_MILLIS = 50;
  private static final int RECORD_OVERHEAD = 96;
  private static final long RETRY_MILLIS = 500;
  private static final long RETRY_STALLED_MILLIS = 2_000;
  private static final long BREAK_NANOS = Duration.ofMillis(250).toNanos();
  private static final int MAX_DOUBLINGS = 3;
  private static final long REMEMBERED_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration WARM_UP_PAUSE = Duration.ofMillis(500);

  private final Producer<byte[], byte[]> producer;
  private final InFlight inFlight;
  private final Map<Unavailable, Counter> refused = new EnumMap<>(Unavailable.class);
  private final AtomicLong closedUntil = new AtomicLong(System.nanoTime());
  private final AtomicInteger refusals = new AtomicInteger();
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
    inFlight = new InFlight(config.inFlightBytes(), config.stall());
    for (var why : Unavailable.values()) {
      refused.put(why, metrics.counter("wardstream.ingest.unavailable", "why", why.name()));
    }
    acknowledged =
        Timer.builder("wardstream.ingest.ack")
            .description("From request to acknowledgement by Kafka")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(2))
            .register(metrics);
    Gauge.builder("wardstream.ingest.inflight.bytes", inFlight, InFlight::bytes).register(metrics);
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
    if (warm.getCount() > 0) {
      return Optional.of("Kafka has not answered yet");
    }
    var now = System.nanoTime();
    if (inFlight.isStalled(now)) {
      return Optional.of("Kafka does not acknowledge");
    }
    var takesNothing = refusals.get() > 0 && now - closedUntil.get() < REMEMBERED_NANOS;
    return takesNothing ? Optional.of("the producer takes nothing") : Optional.empty();
  }

  /**
   * How many bytes a connection may have unanswered just now; see {@link
   * dev.wardstream.edge.socket.Endpoint#credit}.
   */
  public int credit(int most) {
    return inFlight.credit(most);
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
    var why = take(bytes, reply.share());
    if (why == null) {
      new Sending(this, records, reply, receipt, bytes).start();
    } else {
      unavailable(reply, why);
    }
  }

  private @Nullable Unavailable take(int bytes, @Nullable Share share) {
    if (warm.getCount() > 0) {
      return Unavailable.STARTING;
    }
    var now = System.nanoTime();
    return now - closedUntil.get() < 0 ? Unavailable.RESTING : inFlight.take(bytes, share, now);
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  void release(int bytes, Reply reply) {
    inFlight.give(bytes, reply.share());
  }

  void acknowledged(long sinceNanos) {
    var now = System.nanoTime();
    inFlight.progressed(now);
    if (refusals.get() > 0) {
      refusals.set(0);
    }
    acknowledged.record(now - sinceNanos, TimeUnit.NANOSECONDS);
  }

  /** The producer took nothing: so that nobody waits for it again at once, and ever less often. */
  void rest() {
    var times = Math.min(MAX_DOUBLINGS, refusals.getAndIncrement());
    closedUntil.set(System.nanoTime() + (BREAK_NANOS << times));
  }

  /** Nothing was sent; whoever asked comes again, not all at the same moment. */
  void unavailable(Reply reply, Unavailable why) {
    var counter = refused.get(why);
    if (counter != null) {
      counter.increment();
    }
    var least = why == Unavailable.STALLED ? RETRY_STALLED_MILLIS : RETRY_MILLIS;
    var after = Duration.ofMillis(ThreadLocalRandom.current().nextLong(least, 2 * least));
    reply.refuse(
        Refusal.retry(ErrorCode.UNAVAILABLE, "nothing was recorded; send it again", after));
  }

  @Override
  public void close() {
    closing.countDown();
    client.close();
    producer.close(Duration.ofSeconds(5));
    warmUp.interrupt();
  }
}
