package dev.wardstream.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.registry.Compatibility;
import dev.wardstream.schemas.registry.RegistryEntry.Deleted;
import dev.wardstream.schemas.registry.RegistryEntry.Level;
import dev.wardstream.schemas.registry.RegistryEntry.Version;
import dev.wardstream.schemas.registry.SchemaText;
import org.junit.jupiter.api.Test;

class SchemasRecordTest {
  private static final Version VERSION = new Version("s", 2, 7, SchemaText.parse("\"string\""));
  private static final String KEY =
      "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":2,\"magic\":1}";
  private static final String VALUE =
      "{\"subject\":\"s\",\"version\":2,\"id\":7,\"schema\":\"\\\"string\\\"\",\"deleted\":false}";

  @Test
  void aVersionIsWrittenAsConfluentWritesIt() {
    assertThat(SchemasRecord.of(VERSION)).isEqualTo(new SchemasRecord(KEY, VALUE));
    assertThat(SchemasRecord.entry(KEY, VALUE)).contains(VERSION);
  }

  @Test
  void aDeletedVersionIsRecognised() {
    var deleted = new Deleted(VERSION);
    var record = SchemasRecord.of(deleted);
    assertThat(SchemasRecord.entry(record.key(), record.value())).contains(deleted);
  }

  @Test
  void levelsAreWrittenAsConfluentWritesThem() {
    var all = new Level(null, Compatibility.FULL);
    var record = SchemasRecord.of(all);
    assertThat(record.key()).isEqualTo("{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}");
    assertThat(record.value()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
    assertThat(SchemasRecord.entry(record.key(), record.value())).contains(all);
  }

  @Test
  void recordsThatChangeNothingHereAreSkipped() {
    assertThat(SchemasRecord.entry("{\"keytype\":\"NOOP\",\"magic\":0}", null)).isEmpty();
    assertThat(SchemasRecord.entry("{\"keytype\":\"MODE\",\"magic\":0}", "{}")).isEmpty();
    assertThat(SchemasRecord.entry(KEY, null)).isEmpty();
  }
}
