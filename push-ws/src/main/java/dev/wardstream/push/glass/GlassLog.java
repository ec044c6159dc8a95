package dev.wardstream.push.glass;

import dev.wardstream.edge.Producers;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes grants and notices; each is replicated when the call returns. Any thread that may wait.
 */
final class GlassLog implements AutoCloseable {
  private static final Duration DELIVERY = Duration.ofSeconds(4);
  private static final long BUFFER_BYTES = 1L << 20;
  private static final Duration WAIT = Duration.ofSeconds(6);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final SchemaRegistry registry;
  private final KafkaProducer<String, byte[]> producer;

  GlassLog(Map<String, Object> kafka, SchemaRegistry registry) {
    this.registry = registry;
    producer = Producers.durable(kafka, "wardstream-glass", DELIVERY, BUFFER_BYTES);
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
