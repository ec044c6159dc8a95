package dev.wardstream.benchmarks;

import dev.wardstream.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A bare idempotent producer with {@code acks=all}, its other settings Kafka's own, and at most
 * {@value #IN_FLIGHT} records unacknowledged. One thread writes.
 */
final class LogWriter implements AutoCloseable {
  private static final int IN_FLIGHT = 1_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Semaphore window = new Semaphore(IN_FLIGHT);
  private final AtomicLong failed = new AtomicLong();

  private LogWriter(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  static LogWriter to(String bootstrapServers) {
    return open(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** One that does not wait for more to send along. */
  static LogWriter prompt(String bootstrapServers) {
    return open(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.LINGER_MS_CONFIG,
            0));
  }

  private static LogWriter open(Map<String, Object> particular) {
    var settings = new HashMap<>(particular);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new LogWriter(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Writes with the time of now. */
  void write(Topic topic, String key, byte[] value) {
    write(topic, key, value, null);
  }

  /** Waits while the window is full, and sends. */
  void write(Topic topic, String key, byte[] value, @Nullable Long timeMillis) {
    window.acquireUninterruptibly();
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic.name(), null, timeMillis, key.getBytes(StandardCharsets.UTF_8), value),
            (_, failure) -> {
              if (failure != null) {
                failed.incrementAndGet();
              }
              window.release();
            });
  }

  /** Waits until everything is acknowledged; how many records were not. */
  long flush() {
    window.acquireUninterruptibly(IN_FLIGHT);
    window.release(IN_FLIGHT);
    return failed.get();
  }

  @Override
  public void close() {
    flush();
    producer.close();
  }
}
