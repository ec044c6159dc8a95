package dev.wardstream.desk.rules;

import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.desk.rules.AppliedRules.Applied;
import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.edge.table.Row;
import dev.wardstream.rules.feed.AppliedKey;
import dev.wardstream.rules.feed.RuleFeed;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.RuleSetDocument;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All rule sets ever applied, and which are in force. One thread reads the log; any may ask. */
public final class RuleShelf implements AutoCloseable {
  private final CompactedTable<RuleSetDocument> documents;
  private volatile RuleFeed feed = RuleFeed.BUILT_IN;

  private RuleShelf(Map<String, Object> kafka, SchemaRegistry registry) {
    documents =
        CompactedTable.open(
            kafka,
            Topics.ALERTS_RULES.name(),
            AvroSerde.of(Topics.ALERTS_RULES, RuleSetDocument.class, registry).deserializer(),
            this::changed);
  }

  /** Begins to read; returns at once. */
  public static RuleShelf open(Map<String, Object> kafka, SchemaRegistry registry) {
    return new RuleShelf(kafka, registry);
  }

  private void changed(String key, @Nullable Row<RuleSetDocument> row) {
    feed = feed.take(key, row == null ? null : row.value().getYaml());
  }

  /** What the engine goes by. */
  public RuleBook inForce() {
    return feed.book();
  }

  /** Records that nobody can read. */
  long unreadable() {
    return feed.refused();
  }

  /** Everything that was applied. */
  AppliedRules applied() {
    var all = new ArrayList<Applied>();
    for (var entry : documents.rows()) {
      var row = entry.getValue();
      AppliedKey.of(entry.getKey())
          .ifPresent(key ->
              all.add(
                  new Applied(
                      key,
                      row.value(),
                      "%s/%d/%d".formatted(AppliedRules.TOPIC, row.partition(), row.offset()))));
    }
    return AppliedRules.of(all);
  }

  /** Waits until a record has been read; false when the time is up first. */
  boolean awaitRead(String position, Duration limit) throws InterruptedException {
    var parts = position.split("/", -1);
    return documents.awaitRead(Integer.parseInt(parts[1]), Long.parseLong(parts[2]) + 1, limit);
  }

  /** Why it cannot be relied on yet; empty when it can. */
  public Optional<String> whyNotReady() {
    return documents.whyNotReady();
  }

  @Override
  public void close() {
    documents.close();
  }
}
