package dev.wardstream.clinical.engine;

import static dev.wardstream.clinical.engine.Bedside.at;
import static dev.wardstream.clinical.engine.Bedside.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values that are corrected or taken back, and what hangs on them. */
class CorrectionTest {
  private final Bedside bed = new Bedside(Profiles.ADULT_CONTINUOUS.withTiers(TierClock.OFF));
  private final Bedside home = new Bedside(Profiles.HOME_RPM.withTiers(TierClock.OFF));

  private static Reading corrected(Vital vital, String value, double seconds) {
    return new Reading(vital, value, null, at(seconds), Reading.Status.CORRECTED, null);
  }

  private static Reading removed(Vital vital, double seconds) {
    return new Reading(vital, "", null, at(seconds), Reading.Status.ENTERED_IN_ERROR, null);
  }

  @Test
  void aCorrectionThatCompletesARunRaisesAtOnce() {
    bed.put(0, Vital.SPO2, "88");
    bed.put(5, Vital.SPO2, "88");
    bed.put(10, Vital.SPO2, "97");
    bed.put(15, Vital.SPO2, "88");
    assertThat(bed.told("SPO2_LOW")).isEmpty();
    bed.put(16, corrected(Vital.SPO2, "88", 10));
    assertThat(bed.told("SPO2_LOW")).containsExactly("15 RAISED MEDIUM");
  }

  @Test
  void whatARiseIsMeasuredFromCanBeCorrected() {
    bed.put(0, Vital.TEMP, "36.5");
    bed.put(299, Vital.TEMP, "36.6");
    bed.put(299, corrected(Vital.TEMP, "37.4", 0));
    bed.put(600, Vital.TEMP, "37.6");
    assertThat(bed.told("TEMP_RISE")).isEmpty();
    home.put(0, Vital.TEMP, "37.4");
    home.put(299, Vital.TEMP, "37.4");
    home.put(299, corrected(Vital.TEMP, "36.5", 0));
    home.put(600, Vital.TEMP, "37.6");
    assertThat(home.told("TEMP_RISE")).containsExactly("600 RAISED MEDIUM");
    assertThat(home.last("TEMP_RISE").value()).isEqualTo("1.1");
  }

  @Test
  void theOnlyValueTakenBackLeavesNothing() {
    bed.put(0, Vital.SPO2, "97");
    Step step = bed.put(1, removed(Vital.SPO2, 0));
    assertThat(step.latestChanged()).isTrue();
    assertThat(bed.patient.latest()).isEmpty();
    bed.put(2, Vital.SPO2, "96");
    assertThat(bed.patient.latest()).extracting(LatestValue::value).containsExactly("96");
  }

  @Test
  void theNewestCorrectedIsTheNewestStill() {
    bed.put("monitor", 0, reading(Vital.SPO2, "97", 0));
    bed.put("monitor", 5, reading(Vital.SPO2, "96", 5));
    Step step = bed.put("nurse", 9, corrected(Vital.SPO2, "95", 5));
    assertThat(step.dispositions()).containsExactly(Disposition.CORRECTED);
    LatestValue latest = bed.patient.latest().getFirst();
    assertThat(latest.value()).isEqualTo("95");
    assertThat(latest.time()).isEqualTo(at(5));
    assertThat(latest.arrival()).isEqualTo(at(9));
    assertThat(latest.device()).isEqualTo("nurse");
    Step older = bed.put("nurse", 10, corrected(Vital.SPO2, "94", 0));
    assertThat(older.latestChanged()).isFalse();
  }

  @Test
  void aCorrectionRevisesItsMinuteAndNoOther() {
    bed.put(0, Vital.HR, "70");
    bed.put(59.999, Vital.HR, "80");
    bed.put(60, Vital.HR, "200");
    bed.put(70, Vital.HR, "70");
    bed.windows.clear();
    bed.put(71, corrected(Vital.HR, "60", 0));
    assertThat(bed.windows)
        .filteredOn(window -> window.size().name().equals("MINUTE"))
        .extracting(
            window -> window.count() + " " + window.min() + " " + window.max(),
            window -> window.start())
        .containsExactly(tuple("2 60 80", at(0)));
  }

  @Test
  void aComponentThatIsCorrectedIsScoredAnew() {
    observe(0, "80");
    assertThat(home.last("NEWS2").severity().name()).isEqualTo("LOW_MEDIUM");
    home.put(10, corrected(Vital.SBP, "120", 0));
    home.put(311, Vital.RR, "16");
    assertThat(home.told("NEWS2")).containsExactly("0 RAISED LOW_MEDIUM", "311 CLEARED NONE");
    home.put(320, corrected(Vital.SBP, "85", 0));
    assertThat(home.told("NEWS2")).hasSize(3);
    assertThat(home.last("NEWS2").value()).isEqualTo("3");
  }

  @Test
  void anOlderValueCorrectedLeavesTheScore() {
    observe(0, "80");
    home.put(10, Vital.SBP, "120");
    home.put(20, corrected(Vital.SBP, "85", 0));
    home.put(310, Vital.RR, "16");
    assertThat(home.told("NEWS2")).containsExactly("0 RAISED LOW_MEDIUM", "310 CLEARED NONE");
  }

  @Test
  void aScoreWithAComponentTakenBackIsIncompleteFromThenOn() {
    observe(0, "120");
    home.put(100, Vital.RR, "16");
    home.put(120, removed(Vital.SBP, 0));
    assertThat(home.told("NEWS2_INCOMPLETE")).containsExactly("100 RAISED LOW");
    assertThat(home.last("NEWS2_INCOMPLETE").limit()).isEqualTo("missing SBP");
  }

  private void observe(double seconds, String pressure) {
    home.put(
        seconds,
        reading(Vital.RR, "16", seconds),
        reading(Vital.SPO2, "97", seconds),
        reading(Vital.O2, "false", seconds),
        reading(Vital.SBP, pressure, seconds),
        reading(Vital.HR, "80", seconds),
        reading(Vital.ACVPU, "A", seconds),
        reading(Vital.TEMP, "37.0", seconds));
  }

  @Test
  void aPartThatIsMovedIsNoRepeatAndIsNotRemembered() {
    Engine engine = new Engine(Profiles.HOME_RPM);
    Patient patient = new Patient("P1");
    InMemoryHistory history = new InMemoryHistory();
    Put put = put(at(0), reading(Vital.HR, "70", 0));
    engine.put(patient, put, history);
    Step moved = engine.rehome(patient, put(at(1), reading(Vital.RR, "16", 0)), history);
    assertThat(moved.dispositions()).containsExactly(Disposition.ACCEPTED);
    assertThat(engine.put(patient, put, history).dispositions())
        .containsExactly(Disposition.DUPLICATE);
    assertThat(patient.latest()).hasSize(2);
    assertThat(patient.care()).isEqualTo(Care.UNKNOWN);
    assertThat(patient.alerts()).isEmpty();
    assertThat(patient.seq()).isZero();
    engine.put(patient, later(reading(Vital.SBP, "60", 5)), history);
    assertThat(patient.alerts()).isNotEmpty();
    assertThat(patient.seq()).isPositive();
  }

  private static Put put(Instant arrival, Reading reading) {
    return new Put("monitor", 1, 7, arrival, new Position(0, 1), List.of(reading));
  }

  private static Put later(Reading reading) {
    return new Put("monitor", 1, 8, at(5), new Position(0, 2), List.of(reading));
  }
}
