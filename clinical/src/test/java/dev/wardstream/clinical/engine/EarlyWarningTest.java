package dev.wardstream.clinical.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.alerts.AlertInput;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.scores.Component;
import dev.wardstream.clinical.scores.News2Score;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyWarningTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Engine engine = new Engine(Profiles.HOME_RPM);
  private final Patient patient = new Patient("anna");
  private final InMemoryHistory history = new InMemoryHistory();
  private long seq;

  private static Reading reading(Vital vital, String value, int minute) {
    return new Reading(vital, value, null, NOON.plusSeconds(60L * minute));
  }

  private void put(int minute, Reading... readings) {
    var at = NOON.plusSeconds(60L * minute);
    engine.put(
        patient,
        new Put("mon", 1, ++seq, at, new Position(0, seq), Arrays.asList(readings)),
        history);
  }

  private void putAll(int minute) {
    put(
        minute,
        reading(Vital.HR, "100", minute),
        reading(Vital.RR, "25", minute),
        reading(Vital.SPO2, "90", minute),
        reading(Vital.SBP, "120", minute),
        reading(Vital.TEMP, "37", minute),
        reading(Vital.ACVPU, "A", minute),
        reading(Vital.O2, "false", minute));
  }

  private EarlyWarning score() {
    return engine.news2(patient).orElseThrow();
  }

  private void care(int years, List<Care.Prescription> prescriptions) {
    engine.care(patient, new Care("w", null, years, false, false, prescriptions), NOON, history);
  }

  @Test
  void isNotThereBeforeTheFirstValue() {
    assertThat(engine.news2(patient)).isEmpty();
  }

  @Test
  void isBoundedWhileComponentsAreMissing() {
    put(0, reading(Vital.SBP, "85", 0));

    assertThat(score().score().status()).isEqualTo(News2Score.Status.INCOMPLETE);
    assertThat(score().score().missing()).doesNotContain(Component.SBP).hasSize(6);
    assertThat(score().inputs()).containsExactly(new AlertInput(Vital.SBP, "85", NOON, 3));
    assertThat(score().oldest()).isEqualTo(NOON);
  }

  @Test
  void isOneObservationWhenAllComponentsAreNear() {
    putAll(0);

    assertThat(score().score().total()).hasValue(1 + 3 + 3);
    assertThat(score().mode()).isEqualTo(EarlyWarning.Mode.OBSERVATION_SET);
    assertThat(score().at()).isEqualTo(NOON);
    assertThat(score().inputs()).extracting(AlertInput::score).containsExactly(3, 3, 0, 0, 1, 0, 0);
  }

  @Test
  void isAnEstimateWhenTheyAreNot() {
    putAll(0);
    put(15, reading(Vital.HR, "100", 15));
    assertThat(score().mode()).isEqualTo(EarlyWarning.Mode.OBSERVATION_SET);

    put(16, reading(Vital.HR, "100", 16));

    assertThat(score().mode()).isEqualTo(EarlyWarning.Mode.CONTINUOUS);
    assertThat(score().at()).isEqualTo(NOON.plusSeconds(16 * 60));
    assertThat(score().oldest()).isEqualTo(NOON);
  }

  @Test
  void knowsThePrescribedScale() {
    care(70, List.of(new Care.Scale2("dr", NOON, null)));
    putAll(0);

    assertThat(score().scale2()).isTrue();
    assertThat(score().score().total()).hasValue(1 + 3);
  }

  @Test
  void saysWhyItDoesNotApply() {
    care(10, List.of());
    putAll(0);

    assertThat(score().score().status()).isEqualTo(News2Score.Status.NOT_APPLICABLE);
    assertThat(score().score().objection()).contains("16 years");
    assertThat(score().inputs()).isEmpty();
  }
}
