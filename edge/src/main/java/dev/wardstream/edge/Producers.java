package dev.wardstream.edge;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes producers for what services write about their own work: few records, none to be lost. */
public final class Producers {
  private static final int MAX_BLOCK_MILLIS = 2_000;

  private Producers() {}

  /**
   * A producer whose records are on every replica in sync, once, when they are acknowledged.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   * @param delivery after which a record that is not acknowledged has failed; a request has half of
   *     it
   * @param bufferBytes most that may wait to be sent
   */
  public static KafkaProducer<String, byte[]> durable(
      Map<String, Object> kafka, String clientId, Duration delivery, long bufferBytes) {
    var config = new HashMap<>(kafka);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) delivery.toMillis() / 2);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery.toMillis());
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }
}
