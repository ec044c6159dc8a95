package dev.wardstream.push.feed;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Makes the Kafka clients of this service. All read what is committed, none belongs to a group: the
 * positions are the cursors of the subscribers.
 *
 * @param properties client properties, {@code bootstrap.servers} at least
 */
record Clients(Map<String, Object> properties) {

  /** The consumer of the feed. */
  KafkaConsumer<String, byte[]> feed() {
    return consumer("push-feed", Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500));
  }

  /** A consumer that reads again: small fetches, because most of what it reads is left unused. */
  KafkaConsumer<String, byte[]> catchUp() {
    return consumer(
        "push-catch-up-" + Thread.currentThread().threadId(),
        Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            256 << 10,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 << 20));
  }

  private KafkaConsumer<String, byte[]> consumer(String id, Map<String, Object> more) {
    var config = new HashMap<>(properties);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, id);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    config.putAll(more);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** The administrator that tells topic ids and ends. */
  Admin admin() {
    return Admin.create(properties);
  }
}
