package dev.wardstream.cli.rules;

import dev.wardstream.cli.log.LogReader;
import dev.wardstream.cli.log.LogStalledException;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.rules.feed.AppliedKey;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.RuleSetDocument;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/** Every document ever applied, read from {@code alerts.rules}. Immutable. */
final class AppliedRules {
  static final String TOPIC = Topics.ALERTS_RULES.name();

  private final List<Applied> all;

  private AppliedRules(SortedMap<AppliedKey, Applied> newest) {
    all = List.copyOf(newest.values());
  }

  /**
   * One of them.
   *
   * @param position in the log, as in {@code alerts.rules/3/17}
   */
  record Applied(AppliedKey key, RuleSetDocument document, String position) {}

  /** Reads the whole topic; it has one small record per change of rules. */
  static AppliedRules read(String bootstrapServers, SchemaRegistry registry) {
    SortedMap<AppliedKey, Applied> newest = new TreeMap<>();
    try (var reader = LogReader.of(bootstrapServers, TOPIC);
        var values =
            AvroSerde.of(Topics.ALERTS_RULES, RuleSetDocument.class, registry).deserializer()) {
      var everything = reader.everything();
      if (everything.isEmpty()) {
        throw new CommandFailed(
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
      throw CommandFailed.of("A record of %s cannot be read".formatted(TOPIC), e);
    } catch (KafkaException | LogStalledException e) {
      throw CommandFailed.of(
          "The topic %s cannot be read from %s".formatted(TOPIC, bootstrapServers), e);
    }
    return new AppliedRules(newest);
  }

  private static Applied applied(ConsumerRecord<byte[], byte[]> record, RuleSetDocument document) {
    String position = "%s/%d/%d".formatted(TOPIC, record.partition(), record.offset());
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    return new Applied(
        AppliedKey.of(key)
            .orElseThrow(() ->
                new CommandFailed(
                    "The record at %s has the key '%s', not ID@VERSION.".formatted(position, key))),
        document,
        position);
  }

  /** All versions of an id, oldest first. */
  List<Applied> versions(String id) {
    return all.stream().filter(applied -> applied.key().id().equals(id)).toList();
  }

  /** The ids that have been applied. */
  List<String> ids() {
    return all.stream().map(applied -> applied.key().id()).distinct().toList();
  }
}
