package dev.wardstream.push.glass;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes grants and notices; each is replicated when the call returns. Any thread that may wait.
 */
final class GlassLog implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(6);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final SchemaRegistry registry;
  private final KafkaProducer<String, byte[]> producer;

  GlassLog(Map<String, Object> kafka, SchemaRegistry registry) {
    this.registry = registry;
    var config = new HashMap<>(kafka);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "wardstream-glass");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
    producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Writes a record.
   *
   * @throws KafkaException when it is not known to be there
   */
  <T extends SpecificRecord> void write(Topic topic, Class<T> type, String key, T value) {
    try (var values = AvroSerde.of(topic, type, registry).serializer()) {
      var _ =
          producer
              .send(new ProducerRecord<>(topic.name(), key, values.encode(value)))
              .get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("not written to " + topic.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
