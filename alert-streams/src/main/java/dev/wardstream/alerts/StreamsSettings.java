package dev.wardstream.alerts;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import dev.wardstream.alerts.deadletters.DeadLetters;
import dev.wardstream.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka Streams as this job needs it: exactly once, and a patient unwatched for seconds when an
 * instance dies, not for the 45 s of the defaults. Reasons and measurements: docs/topology.md.
 */
final class StreamsSettings {
  /** Room for the patients that 40,000 puts between two commits concern, of all threads. */
  private static final long CACHE_BYTES = 32L << 20;

  private StreamsSettings() {}

  static Properties of(AlertsConfig config, MeterRegistry meters, InstantSource clock) {
    var settings = new Properties();
    settings.putAll(config.backends().kafka());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.capacity().threads());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.capacity().standbys());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
    settings.putAll(failover());
    settings.putAll(deadLetters(meters, clock));
    return settings;
  }

  /** A dead instance is noticed after the session timeout; its transaction is gone by then. */
  private static Map<String, Object> failover() {
    return Map.of(
        consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000,
        consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000,
        consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest",
        producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 6_000,
        producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), 5_000,
        producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
  }

  private static Map<String, Object> deadLetters(MeterRegistry meters, InstantSource clock) {
    return Map.of(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
        Topics.DEAD_LETTERS.name(),
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DeadLetters.class,
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        DeadLetters.class,
        DeadLetters.METERS,
        meters,
        DeadLetters.CLOCK,
        clock);
  }

  /** The same, with patience for a cluster that is only just there. */
  static Map<String, Object> starting(AlertsConfig config) {
    var settings = client(config);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
    return settings;
  }

  /** How the clients beside the streams reach the cluster. */
  static Map<String, Object> client(AlertsConfig config) {
    var settings = new HashMap<>(config.backends().kafka());
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 4_000);
    return settings;
  }
}
