package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.rules.BuiltIns;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.RuleSetDocument;
import dev.wardstream.schemas.avro.Vital;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while patients are alarming. */
class RulesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String CLEARS_AT_92 = "clear: {atLeast: 92, for: 15s, samples: 3}";

  @TempDir private Path folder;
  private Twins twins;
  private int seq;

  @BeforeEach
  void start() {
    twins = new Twins(folder, NOON, AlertTopology.ON_HEAP);
  }

  @AfterEach
  void stop() {
    twins.close();
  }

  private void read(String value, int... seconds) {
    for (int second : seconds) {
      var at = NOON.plusSeconds(second);
      twins.read("anna", Given.reading("mon", ++seq, at, Vital.SPO2, value), at);
    }
  }

  private List<AlertEvent> saturation() {
    return twins.requireAlike().getOrDefault("anna", List.of()).stream()
        .filter(its -> its.getFamily().equals("SPO2_LOW"))
        .toList();
  }

  private static String secondVersion() {
    return BuiltIns.text("adult-continuous").orElseThrow().replace("version: 1", "version: 2");
  }

  @Test
  void aNewVersionDecidesWhenAnAlertOfTheOldOneEnds() {
    assertThat(secondVersion()).contains(CLEARS_AT_92);
    read("89", 0, 8, 15);
    var stricter = secondVersion().replace(CLEARS_AT_92, CLEARS_AT_92.replace("92", "94"));
    twins.apply("adult-continuous@2", stricter, NOON.plusSeconds(16));
    read("93", 20, 28, 36);
    assertThat(saturation()).hasSize(1);

    read("95", 40, 48, 56);

    assertThat(saturation())
        .extracting(
            AlertEvent::getType, its -> its.getRuleSet().getVersion(), AlertEvent::getEventTime)
        .containsExactly(
            tuple(AlertEventType.RAISED, 1, NOON.plusSeconds(15)),
            tuple(AlertEventType.CLEARED, 2, NOON.plusSeconds(56)));
  }

  @Test
  void aFamilyThatIsNoLongerWatchedIsClearedAtTheNextInput() {
    read("89", 0, 8, 15);
    var without =
        Profiles.ADULT_CONTINUOUS.rules().stream()
            .filter(rule -> !rule.family().equals("SPO2_LOW"))
            .toList();
    var rules = Profiles.ADULT_CONTINUOUS.withRules(without);
    twins.apply(RuleSet.of(rules.id().name(), 2, rules), NOON.plusSeconds(16));
    assertThat(saturation()).hasSize(1);

    read("89", 20);

    assertThat(saturation())
        .extracting(AlertEvent::getType, its -> its.getRuleSet().getVersion())
        .containsExactly(tuple(AlertEventType.RAISED, 1), tuple(AlertEventType.CLEARED, 2));
  }

  @Test
  void aDocumentThatCannotBeReadChangesNothingAndIsCounted() {
    for (var yaml : List.of("", "not: [yaml", secondVersion().replace("maxGap", "maxgap"))) {
      twins.job.write(
          Topics.ALERTS_RULES,
          "adult-continuous@2",
          new RuleSetDocument("adult-continuous", 2, "", yaml, "author", NOON, null),
          NOON);
    }
    read("89", 0, 8, 15);

    assertThat(saturation().getFirst().getRuleSet().getVersion()).isEqualTo(1);
    assertThat(twins.job.refusedRules()).isEqualTo(3);
  }
}
