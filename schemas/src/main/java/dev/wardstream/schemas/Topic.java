package dev.wardstream.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One topic of the catalogue. Keys are UTF-8 text, values Avro in the Confluent wire format.
 *
 * @param name topic name
 * @param key what the key is: records with the same key stay in order
 * @param value value schema; null where the value is raw bytes
 * @param compacted the newest record per key is kept for ever; otherwise records are deleted by age
 * @param retention age at which records are deleted; zero when compacted
 * @param flushed every record is forced to disk before it is acknowledged: survives a power cut of
 *     all brokers
 */
public record Topic(
    String name,
    String key,
    @Nullable Schema value,
    boolean compacted,
    Duration retention,
    boolean flushed) {
  private static final Duration SEGMENT = Duration.ofDays(7);

  static Topic keyed(String name, String key, Schema value) {
    return new Topic(name, key, value, false, Duration.ZERO, false);
  }

  static Topic raw(String name, String key) {
    return new Topic(name, key, null, false, Duration.ZERO, false);
  }

  Topic kept(Duration retention) {
    return new Topic(name, key, value, compacted, retention, flushed);
  }

  Topic keepingNewest() {
    return new Topic(name, key, value, true, Duration.ZERO, flushed);
  }

  Topic flushingEach() {
    return new Topic(name, key, value, compacted, retention, true);
  }

  /** The registry subject of the value, by Confluent's {@code TopicNameStrategy}. */
  public String subject() {
    return name + "-value";
  }

  /** Topic configuration for a cluster that keeps {@code replicas} copies. */
  public Map<String, String> config(int replicas) {
    var config = new LinkedHashMap<String, String>();
    config.put("cleanup.policy", compacted ? "compact" : "delete");
    if (!compacted) {
      config.put("retention.ms", Long.toString(retention.toMillis()));
    }
    if (!compacted && retention.compareTo(SEGMENT) < 0) {
      // Kafka deletes whole segments, and goes on with one for a week
      config.put("segment.ms", Long.toString(retention.toMillis()));
    }
    config.put("min.insync.replicas", replicas >= 3 ? "2" : "1");
    if (flushed) {
      config.put("flush.messages", "1");
    }
    return config;
  }
}
