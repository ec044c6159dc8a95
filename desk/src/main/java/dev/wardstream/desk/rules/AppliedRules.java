package dev.wardstream.desk.rules;

import dev.wardstream.desk.log.LogReader;
import dev.wardstream.desk.log.LogStalledException;
import dev.wardstream.desk.rules.ApplyFailed.Kind;
import dev.wardstream.rules.feed.AppliedKey;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.RuleSetDocument;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/** Every document ever applied, read from {@code alerts.rules}. Immutable. */
public final class AppliedRules {
  /** Where they are. */
  public static final String TOPIC = Topics.ALERTS_RULES.name();

  private final List<Applied> all;

  private AppliedRules(SortedMap<AppliedKey, Applied> newest) {
    all = List.copyOf(newest.values());
  }

  /**
   * One of them.
   *
   * @param position in the log, as in {@code alerts.rules/3/17}
   */
  public record Applied(AppliedKey key, RuleSetDocument document, String position) {}

  /** Those that are known already. */
  static AppliedRules of(Iterable<Applied> known) {
    SortedMap<AppliedKey, Applied> newest = new TreeMap<>();
    known.forEach(applied -> newest.put(applied.key(), applied));
    return new AppliedRules(newest);
  }

  /** Reads the whole topic; it has one small record per change of rules. */
  public static AppliedRules read(String bootstrapServers, SchemaRegistry registry) {
    return read(Map.of("bootstrap.servers", bootstrapServers), registry);
  }

  /** Reads the whole topic with these client settings. */
  static AppliedRules read(Map<String, Object> kafka, SchemaRegistry registry) {
    SortedMap<AppliedKey, Applied> newest = new TreeMap<>();
    try (var reader = LogReader.of(kafka, TOPIC);
        var values =
            AvroSerde.of(Topics.ALERTS_RULES, RuleSetDocument.class, registry).deserializer()) {
      var everything = reader.everything();
      if (everything.isEmpty()) {
        throw ApplyFailed.of(
            Kind.UNAVAILABLE,
            "The topic %s does not exist. Create it with `wardstream topics apply --yes`."
                .formatted(TOPIC));
      }
      reader.read(
          everything,
          record -> {
            RuleSetDocument document = values.deserialize(TOPIC, record.value());
            if (document != null) {
              Applied applied = applied(record, document);
              newest.put(applied.key(), applied);
            }
          },
          _ -> {});
    } catch (SerializationException e) {
      throw ApplyFailed.of(Kind.UNAVAILABLE, "A record of %s cannot be read".formatted(TOPIC), e);
    } catch (KafkaException | LogStalledException e) {
      throw ApplyFailed.of(
          Kind.UNAVAILABLE,
          "The topic %s cannot be read from %s".formatted(TOPIC, kafka.get("bootstrap.servers")),
          e);
    }
    return new AppliedRules(newest);
  }

  private static Applied applied(ConsumerRecord<byte[], byte[]> record, RuleSetDocument document) {
    String position = "%s/%d/%d".formatted(TOPIC, record.partition(), record.offset());
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    return new Applied(
        AppliedKey.of(key)
            .orElseThrow(() ->
                ApplyFailed.of(
                    Kind.UNAVAILABLE,
                    "The record at %s has the key '%s', not ID@VERSION.".formatted(position, key))),
        document,
        position);
  }

  /** All versions of an id, oldest first. */
  public List<Applied> versions(String id) {
    return all.stream().filter(applied -> applied.key().id().equals(id)).toList();
  }

  /** The ids that have been applied. */
  public List<String> ids() {
    return all.stream().map(applied -> applied.key().id()).distinct().toList();
  }
}
