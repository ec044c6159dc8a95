package dev.wardstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wardstream.schemas.registry.RegistryEntry.Deleted;
import dev.wardstream.schemas.registry.RegistryEntry.Level;
import dev.wardstream.schemas.registry.RegistryEntry.Version;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InMemoryRegistryTest {
  private static final Schema ONE = record().requiredString("a").endRecord();
  private static final Schema WIDER = record().requiredString("a").optionalLong("b").endRecord();
  private static final Schema BREAKING = record().requiredString("a").requiredLong("b").endRecord();

  private final List<RegistryEntry> journal = new ArrayList<>();
  private final InMemoryRegistry registry =
      new InMemoryRegistry(RegistryContents.EMPTY, journal::add);

  @Test
  void theSameSchemaIsRegisteredOnce() {
    var id = registry.register("s", ONE);
    assertThat(registry.register("s", ONE)).isEqualTo(id);
    assertThat(registry.register("other", ONE)).isEqualTo(id);
    assertThat(journal).hasSize(2);
    assertThat(registry.byId(id)).isEqualTo(ONE);
  }

  @Test
  void aChangedCommentIsANewVersion() {
    var commented = SchemaBuilder.record("R").namespace("test").doc("why").fields();
    var id = registry.register("s", ONE);
    var again = commented.requiredString("a").endRecord();
    assertThat(registry.register("s", again)).isNotEqualTo(id);
    assertThat(registry.contents().versions("s"))
        .extracting(Version::version)
        .containsExactly(1, 2);
  }

  @Test
  void whatTheJournalRefusesIsNotKnown() {
    var failing =
        new InMemoryRegistry(
            RegistryContents.EMPTY,
            entry -> {
              throw new RegistryException(RegistryError.UNAVAILABLE, "no log");
            });
    assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> failing.register("s", ONE));
    assertThat(failing.contents()).isEqualTo(RegistryContents.EMPTY);
  }

  @Test
  void theJournalBringsEverythingBack() {
    registry.register("s", ONE);
    registry.configure(new Level("s", Compatibility.NONE));
    registry.register("s", BREAKING);
    registry.configure(new Level(null, Compatibility.FULL));
    var restored = RegistryContents.EMPTY;
    for (var entry : journal) {
      restored = restored.with(entry);
    }
    assertThat(restored).isEqualTo(registry.contents());
  }

  @Test
  void whatADeletedVersionWroteStaysReadable() {
    var id = registry.register("s", ONE);
    var deleted = new Deleted(registry.contents().versions("s").getFirst());
    var contents = registry.contents().with(deleted);
    assertThat(contents.versions("s")).isEmpty();
    assertThat(contents.schemas().get(id)).isEqualTo(ONE);
  }

  @Test
  void anUnknownIdIsRefused() {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> registry.byId(1))
        .satisfies(e -> assertThat(e.error()).isEqualTo(RegistryError.SCHEMA_NOT_FOUND));
  }

  @ParameterizedTest(name = "{0}: add optional {1}, drop it {2}, break after optional {3}")
  @CsvSource({
    "NONE, true, true, true",
    "BACKWARD, true, true, false",
    "BACKWARD_TRANSITIVE, true, true, false",
    "FORWARD, true, true, true",
    "FORWARD_TRANSITIVE, true, true, true",
    "FULL, true, true, false",
    "FULL_TRANSITIVE, true, true, false"
  })
  void levelsDecideWhatMayFollow(
      Compatibility level, boolean widen, boolean narrow, boolean breaking) {
    assertThat(level.breaks(WIDER, List.of(ONE)).isEmpty()).isEqualTo(widen);
    assertThat(level.breaks(ONE, List.of(WIDER)).isEmpty()).isEqualTo(narrow);
    assertThat(level.breaks(BREAKING, List.of(ONE)).isEmpty()).isEqualTo(breaking);
  }

  @Test
  void onlyTransitiveLevelsLookBeyondTheVersionBefore() {
    var versions = List.of(ONE, BREAKING);
    assertThat(Compatibility.BACKWARD.breaks(BREAKING, versions)).isEmpty();
    assertThat(Compatibility.BACKWARD_TRANSITIVE.breaks(BREAKING, versions)).isNotEmpty();
  }

  private static SchemaBuilder.FieldAssembler<Schema> record() {
    return SchemaBuilder.record("R").namespace("test").fields();
  }
}
