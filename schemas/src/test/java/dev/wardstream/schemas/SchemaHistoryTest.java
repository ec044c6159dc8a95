package dev.wardstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build step that keeps the log readable. */
class SchemaHistoryTest {
  private static final Path FOLDER = Path.of("src/main/history");
  private static final Schema ONE = record().requiredString("a").endRecord();
  private static final Schema WIDER = record().requiredString("a").optionalLong("b").endRecord();
  private static final Schema BREAKING = record().requiredString("a").requiredLong("b").endRecord();

  @Test
  void currentSchemasReadEverythingEverWritten() throws IOException {
    assertThat(SchemaHistory.read(FOLDER).breaks(current())).isEmpty();
  }

  @Test
  void currentSchemasAreTheNewestOfTheHistory() throws IOException {
    var history = SchemaHistory.read(FOLDER);
    if (Boolean.getBoolean("schemas.record") && history.breaks(current()).isEmpty()) {
      history = history.record(current(), FOLDER);
    }
    assertThat(history.gaps(current())).isEmpty();
  }

  @Test
  void aRequiredFieldWithoutDefaultFailsTheBuild() {
    var history = new SchemaHistory(Map.of("s", List.of(ONE)));
    assertThat(history.breaks(Map.of("s", BREAKING)))
        .singleElement()
        .asString()
        .startsWith("s cannot read what is in the log: READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void aSchemaThatReadsOnlyTheVersionBeforeFailsTheBuild() {
    var history = new SchemaHistory(Map.of("s", List.of(ONE, WIDER, BREAKING)));
    assertThat(history.breaks(Map.of("s", BREAKING))).isNotEmpty();
  }

  @Test
  void aChangeThatWasNotRecordedFailsTheBuildAndTellsHow() {
    var history = new SchemaHistory(Map.of("s", List.of(ONE)));
    assertThat(history.breaks(Map.of("s", WIDER))).isEmpty();
    assertThat(history.gaps(Map.of("s", WIDER)))
        .containsExactly("s has changed; record the new version with: " + SchemaHistory.RECORD);
  }

  @Test
  void aTopicThatVanishedFailsTheBuild() {
    var history = new SchemaHistory(Map.of("s", List.of(ONE)));
    assertThat(history.gaps(Map.of()))
        .containsExactly("s is in the history but not in the catalogue");
  }

  @Test
  void recordingAddsOnlyWhatIsNew(@TempDir Path folder) throws IOException {
    var first = SchemaHistory.read(folder).record(Map.of("s", ONE), folder);
    var second = first.record(Map.of("s", WIDER), folder).record(Map.of("s", WIDER), folder);
    assertThat(second.versions()).isEqualTo(Map.of("s", List.of(ONE, WIDER)));
    assertThat(Files.readString(folder.resolve("s/1.avsc"))).doesNotContain("\"b\"");
  }

  private static Map<String, Schema> current() {
    var current = new TreeMap<String, Schema>();
    for (var topic : Topics.ALL) {
      var value = topic.value();
      if (value != null) {
        current.put(topic.subject(), value);
      }
    }
    return current;
  }

  private static SchemaBuilder.FieldAssembler<Schema> record() {
    return SchemaBuilder.record("R").namespace("test").fields();
  }
}
