package dev.wardstream.benchmarks;

import dev.wardstream.schemas.Topics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.Stores;

/**
 * The baseline of Kafka Streams: counts records per key into one store, exactly once, with one
 * thread and the alert job's commit interval. Arguments: broker, state folder, and {@code cached}
 * or {@code uncached}, whether the store's cache keeps most updates from RocksDB and the changelog.
 */
final class CountPart {
  private static final String STORE = "counts";

  private CountPart() {}

  static void main(String[] arguments) {
    var cached = arguments[2].equals("cached");
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, group(arguments[2]));
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, arguments[1]);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    try (var streams = new KafkaStreams(count(cached), settings)) {
      streams.start();
      Child.serve("");
    }
  }

  static String group(String cache) {
    return "benchmark-count-" + cache;
  }

  private static Topology count(boolean cached) {
    var store =
        Materialized.<String, Long>as(Stores.persistentKeyValueStore(STORE))
            .withKeySerde(Serdes.String())
            .withValueSerde(Serdes.Long());
    var builder = new StreamsBuilder();
    var _ =
        builder.stream(
                Topics.VITALS_READINGS.name(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
            .groupByKey(Grouped.with(Serdes.String(), Serdes.ByteArray()))
            .count(cached ? store.withCachingEnabled() : store.withCachingDisabled());
    return builder.build();
  }
}
