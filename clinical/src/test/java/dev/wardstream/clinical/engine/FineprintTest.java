package dev.wardstream.clinical.engine;

import static dev.wardstream.clinical.engine.Bedside.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.vitals.Vital;
import org.junit.jupiter.api.Test;

/** What the rules say about late samples, silent episodes and broken holds. */
class FineprintTest {
  private final Bedside bed = new Bedside(Profiles.ADULT_CONTINUOUS.withTiers(TierClock.OFF));
  private final Bedside home = new Bedside(Profiles.HOME_RPM.withTiers(TierClock.OFF));

  @Test
  void aLateOtherValueBreaksAFlatLine() {
    bed.every(10, 0, 500, Vital.HR, "70");
    bed.put(501, reading(Vital.HR, "71", 305));
    bed.every(10, 510, 900, Vital.HR, "70");
    assertThat(bed.told("FLATLINE:HR")).isEmpty();
    bed.put(910, Vital.HR, "70");
    assertThat(bed.told("FLATLINE:HR")).containsExactly("910 RAISED LOW");
  }

  @Test
  void aLateEqualValueCompletesAFlatLine() {
    bed.every(11, 0, 638, Vital.HR, "70");
    assertThat(bed.told("FLATLINE:HR")).isEmpty();
    bed.put(640, reading(Vital.HR, "70", 400));
    assertThat(bed.told("FLATLINE:HR")).containsExactly("638 RAISED LOW");
  }

  @Test
  void aFlatLineIsCountedFurtherBackThanItsSamplesAreKept() {
    bed.every(29, 0, 1508, Vital.HR, "70");
    bed.put(1509, reading(Vital.HR, "70", 1490));
    bed.every(29, 1537, 1653, Vital.HR, "70");
    assertThat(bed.told("FLATLINE:HR")).isEmpty();
    bed.put(1682, Vital.HR, "70");
    assertThat(bed.told("FLATLINE:HR")).containsExactly("1682 RAISED LOW");
  }

  @Test
  void aGapBeginsAFlatLineAnew() {
    bed.every(10, 0, 500, Vital.HR, "70");
    bed.every(10, 531, 1121, Vital.HR, "70");
    assertThat(bed.told("FLATLINE:HR")).isEmpty();
    bed.put(1131, Vital.HR, "70");
    assertThat(bed.told("FLATLINE:HR")).containsExactly("1131 RAISED LOW");
  }

  @Test
  void aPutIsTakenInTheOrderOfItsTimes() {
    Step step =
        bed.put(
            400,
            reading(Vital.SPO2, "97", 400),
            reading(Vital.SPO2, "97", 0),
            reading(Vital.SPO2, "0", 200));
    assertThat(step.dispositions())
        .containsExactly(Disposition.ACCEPTED, Disposition.ACCEPTED, Disposition.ARTEFACT);
  }

  @Test
  void aSilentScoreSpeaksWithItsFirstFreshEvaluation() {
    home.put(1000, reading(Vital.RR, "25", 0), reading(Vital.SBP, "95", 0));
    assertThat(home.last("QSOFA").retrospective()).isTrue();
    assertThat(home.last("NEWS2").retrospective()).isTrue();
    home.put(1001, reading(Vital.RR, "25", 700));
    assertThat(home.last("QSOFA").retrospective()).isTrue();
    home.put(1001, reading(Vital.RR, "25", 701));
    assertThat(home.last("QSOFA").annunciated()).isTrue();
    assertThat(home.last("NEWS2").annunciated()).isTrue();
    home.put(1002, reading(Vital.RR, "25", 1002));
    assertThat(home.told("QSOFA")).containsExactly("0 RAISED MEDIUM", "701 UPDATED MEDIUM");
    assertThat(home.told("NEWS2")).hasSize(2);
  }

  @Test
  void whatBreaksAHoldBeginsItAnew() {
    home.put(0, reading(Vital.ACVPU, "A", 0));
    home.put(0, reading(Vital.SBP, "95", 0));
    home.put(0, reading(Vital.RR, "25", 0));
    home.put(10, Vital.RR, "20");
    home.put(200, Vital.RR, "25");
    home.put(210, Vital.RR, "20");
    home.put(509, Vital.RR, "20");
    assertThat(home.told("QSOFA")).containsExactly("0 RAISED MEDIUM");
    home.put(510, Vital.RR, "20");
    assertThat(home.told("QSOFA")).containsExactly("0 RAISED MEDIUM", "510 CLEARED NONE");
    assertThat(home.last("QSOFA").value()).isEqualTo("1");
    assertThat(home.last("QSOFA").limit()).isEqualTo("< 2 for 300 s");
  }

  @Test
  void anUnknownCriterionKeepsQsofaUp() {
    home.put(0, reading(Vital.SBP, "95", 0), reading(Vital.RR, "25", 0));
    home.every(100, 100, 900, Vital.RR, "20");
    assertThat(home.told("QSOFA")).containsExactly("0 RAISED MEDIUM");
    assertThat(home.last("QSOFA").status()).isEqualTo("INCOMPLETE");
  }

  @Test
  void aRiseBeginsAnewWhenNoOlderTemperatureIsInReach() {
    bed.put(0, Vital.TEMP, "36.5");
    bed.put(599, Vital.TEMP, "37.6");
    assertThat(bed.told("TEMP_RISE")).isEmpty();
    bed.put(600, Vital.TEMP, "37.6");
    assertThat(bed.told("TEMP_RISE")).containsExactly("600 RAISED MEDIUM");
    assertThat(bed.last("TEMP_RISE").value()).isEqualTo("1.1");
    assertThat(bed.last("TEMP_RISE").limit()).isEqualTo("> 1.0 in 3600 s");
    bed.put(3601, Vital.TEMP, "37.0");
    assertThat(bed.told("TEMP_RISE")).containsExactly("600 RAISED MEDIUM", "3601 CLEARED NONE");
  }
}
