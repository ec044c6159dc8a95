package dev.wardstream.clinical.engine;

import static dev.wardstream.clinical.engine.Bedside.at;
import static dev.wardstream.clinical.engine.Bedside.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertInput;
import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who the patient is, what is prescribed, and rules that change in mid-episode. */
class CareTest {
  private static final RuleSet RULES = Profiles.ADULT_CONTINUOUS;
  private final Bedside bed = new Bedside(RULES);

  private static Care care(Care.Prescription... prescriptions) {
    return new Care("icu-1", null, 70, false, false, List.of(prescriptions));
  }

  private void observe(int seconds, String spo2, String oxygen) {
    bed.put(
        seconds,
        set(Vital.RR, "16", seconds),
        set(Vital.SPO2, spo2, seconds),
        set(Vital.O2, oxygen, seconds),
        set(Vital.SBP, "120", seconds),
        set(Vital.HR, "80", seconds),
        set(Vital.ACVPU, "A", seconds),
        set(Vital.TEMP, "37.0", seconds));
  }

  private static Reading set(Vital vital, String value, int seconds) {
    return new Reading(vital, value, null, at(seconds), Reading.Status.FINAL, "set-" + seconds);
  }

  @Test
  void oneCompleteSetIsScoredAtOnceEvenOfStreams() {
    observe(0, "91", "true");
    AlertEvent raised = bed.last("NEWS2");
    assertThat(raised.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(raised.value()).isEqualTo("5");
    assertThat(raised.status()).isEqualTo("COMPLETE");
    assertThat(raised.limit()).isEqualTo(">= 5");
    assertThat(raised.inputs())
        .contains(
            new AlertInput(Vital.SPO2, "91", at(0), 3), new AlertInput(Vital.O2, "true", at(0), 2))
        .hasSize(7);
    assertThat(raised.readings()).hasSize(1);
  }

  @Test
  void scaleTwoCountsWhileItIsPrescribedAndNoLonger() {
    bed.care(0, care(new Care.Scale2("dr", at(0), at(1000))));
    observe(0, "91", "true");
    assertThat(bed.told("NEWS2")).isEmpty();
    observe(999, "91", "true");
    assertThat(bed.told("NEWS2")).isEmpty();
    observe(1000, "91", "true");
    assertThat(bed.told("NEWS2")).containsExactly("1000 RAISED MEDIUM");
  }

  @Test
  void childrenAndPregnantWomenHaveNoNews2() {
    bed.care(0, new Care(null, null, 15, false, false, List.of()));
    observe(0, "85", "true");
    bed.care(1, new Care(null, null, 16, true, false, List.of()));
    observe(1, "85", "true");
    assertThat(bed.told("NEWS2", "QSOFA")).isEmpty();
    bed.care(2, new Care(null, null, 16, false, false, List.of()));
    observe(2, "85", "true");
    assertThat(bed.told("NEWS2")).containsExactly("2 RAISED MEDIUM");
    bed.care(3, new Care(null, null, 15, false, false, List.of()));
    assertThat(bed.last("NEWS2").type().name()).isEqualTo("CLEARED");
  }

  @Test
  void aPrescribedLimitHoldsFromItsBeginningToItsEnd() {
    bed.care(
        0,
        care(
            new Care.Limit(
                "SPO2_LOW",
                Severity.MEDIUM,
                new BigDecimal("85"),
                new BigDecimal("87"),
                "dr",
                at(0),
                at(100))));
    bed.every(5, 0, 95, Vital.SPO2, "88");
    assertThat(bed.told("SPO2_LOW")).isEmpty();
    bed.every(5, 100, 115, Vital.SPO2, "88");
    assertThat(bed.told("SPO2_LOW")).containsExactly("115 RAISED MEDIUM");
    assertThat(bed.last("SPO2_LOW").limit()).isEqualTo("< 90");
  }

  @Test
  void aLimitPrescribedAlonePullsTheClearingLimitAlong() {
    bed.care(
        0,
        care(
            new Care.Limit(
                "SPO2_LOW", Severity.MEDIUM, new BigDecimal("95"), null, "dr", at(0), null)));
    bed.every(5, 0, 100, Vital.SPO2, "93");
    assertThat(bed.told("SPO2_LOW")).containsExactly("15 RAISED MEDIUM");
    bed.every(5, 105, 120, Vital.SPO2, "95");
    assertThat(bed.last("SPO2_LOW").limit()).isEqualTo(">= 95");
  }

  @Test
  void aPatientsAdjustmentGoesBeforeTheWards() {
    var ward = adjustment(Adjustment.Scope.WARD, "icu-1", "95");
    var patient = adjustment(Adjustment.Scope.PATIENT, "P1", "85");
    bed.rules(RULES.withAdjustments(List.of(patient, ward)));
    bed.care(0, care());
    bed.every(5, 0, 30, Vital.SPO2, "88");
    assertThat(bed.told("SPO2_LOW")).isEmpty();
    Bedside other = new Bedside(RULES.withAdjustments(List.of(ward)));
    other.care(0, care());
    other.every(5, 0, 30, Vital.SPO2, "94");
    assertThat(other.told("SPO2_LOW")).containsExactly("15 RAISED MEDIUM");
    assertThat(other.last("SPO2_LOW").limit()).isEqualTo("< 95");
  }

  private static Adjustment adjustment(Adjustment.Scope scope, String id, String limit) {
    return new Adjustment(
        scope,
        id,
        List.of(
            new Adjustment.LevelChange(
                "SPO2_LOW",
                Severity.MEDIUM,
                new Adjustment.HoldChange(new BigDecimal(limit), null, null),
                null)));
  }

  @Test
  void theProfileChoosesTheRuleSet() {
    Bedside home = new Bedside(RuleBook.BUILT_IN);
    home.care(0, new Care(null, "home-rpm", null, false, false, List.of()));
    home.put(0, Vital.SPO2, "88");
    assertThat(home.told("SPO2_LOW")).containsExactly("0 RAISED MEDIUM");
    assertThat(home.last("SPO2_LOW").ruleSet().name()).isEqualTo("home-rpm");
  }

  @Test
  void aPacedHeartMayBeatEvenly() {
    bed.care(0, new Care(null, null, null, false, true, List.of()));
    bed.every(10, 0, 900, Vital.HR, "70");
    assertThat(bed.told("FLATLINE:HR")).isEmpty();
    Bedside other = new Bedside(RULES);
    other.every(10, 0, 900, Vital.HR, "70");
    assertThat(other.told("FLATLINE:HR")).containsExactly("600 RAISED LOW");
    other.put(910, Vital.HR, "71");
    assertThat(other.told("FLATLINE:HR")).containsExactly("600 RAISED LOW", "910 CLEARED NONE");
  }

  @Test
  void aNewLimitCountsItsRunsAnewAndNamesTheVersionThatDecided() {
    bed.every(5, 0, 10, Vital.SPO2, "89");
    bed.rules(spo2(2, "91", "93"));
    bed.every(5, 15, 25, Vital.SPO2, "89");
    assertThat(bed.told("SPO2_LOW")).isEmpty();
    bed.put(30, Vital.SPO2, "89");
    assertThat(bed.told("SPO2_LOW")).containsExactly("30 RAISED MEDIUM");
    assertThat(bed.last("SPO2_LOW").ruleSet().version()).isEqualTo(2);
  }

  @Test
  void anActiveLevelStaysActiveAndClearsByTheNewLimit() {
    bed.every(5, 0, 15, Vital.SPO2, "89");
    bed.rules(spo2(2, "85", "87"));
    bed.every(5, 20, 30, Vital.SPO2, "89");
    assertThat(bed.told("SPO2_LOW")).containsExactly("15 RAISED MEDIUM");
    bed.put(35, Vital.SPO2, "89");
    assertThat(bed.last("SPO2_LOW").type().name()).isEqualTo("CLEARED");
    assertThat(bed.last("SPO2_LOW").limit()).isEqualTo(">= 87");
  }

  @Test
  void aChangeElsewhereDoesNotDisturbARun() {
    bed.every(5, 0, 10, Vital.SPO2, "89");
    bed.rules(RULES.withSilence(java.util.Map.of(Vital.RR, Duration.ofSeconds(90))));
    bed.put(15, Vital.SPO2, "89");
    assertThat(bed.told("SPO2_LOW")).containsExactly("15 RAISED MEDIUM");
  }

  @Test
  void aFamilyNoLongerWatchedIsCleared() {
    bed.every(5, 0, 15, Vital.SPO2, "89");
    bed.rules(
        RULES.withRules(
            RULES.rules().stream().filter(rule -> !rule.family().equals("SPO2_LOW")).toList()));
    bed.put(16, Vital.HR, "70");
    assertThat(bed.told("SPO2_LOW")).containsExactly("15 RAISED MEDIUM", "16 CLEARED NONE");
    assertThat(bed.last("SPO2_LOW").limit()).isEqualTo("no longer watched");
  }

  private static RuleSet spo2(int version, String raise, String clear) {
    List<Rule> rules =
        RULES.rules().stream()
            .map(rule ->
                rule instanceof ThresholdRule spo2 && rule.family().equals("SPO2_LOW")
                    ? (Rule)
                        spo2.withLevels(
                            List.of(
                                new Level(
                                    Severity.MEDIUM,
                                    new Hold(new BigDecimal(raise), Duration.ofSeconds(15), 3),
                                    new Hold(new BigDecimal(clear), Duration.ofSeconds(15), 3)),
                                spo2.levels().get(1)))
                    : rule)
            .toList();
    return RuleSet.of("adult-continuous", version, RULES.withRules(rules));
  }

  @Test
  void aCorrectedValueCountsForWhatIsDecidedFromNowOn() {
    bed.every(5, 0, 10, Vital.SPO2, "88");
    bed.put(11, new Reading(Vital.SPO2, "98", null, at(5), Reading.Status.CORRECTED, null));
    bed.every(5, 15, 25, Vital.SPO2, "88");
    assertThat(bed.told("SPO2_LOW")).containsExactly("25 RAISED MEDIUM");
  }

  @Test
  void aValueEnteredInErrorIsGoneAndItsEventsStay() {
    bed.every(5, 0, 15, Vital.SPO2, "88");
    Step step =
        bed.put(
            16, new Reading(Vital.SPO2, "", null, at(15), Reading.Status.ENTERED_IN_ERROR, null));
    assertThat(step.dispositions()).containsExactly(Disposition.REMOVED);
    assertThat(bed.told("SPO2_LOW")).containsExactly("15 RAISED MEDIUM");
    assertThat(bed.patient.latest().getFirst().time()).isEqualTo(at(10));
    Step again =
        bed.put(
            17, new Reading(Vital.SPO2, "", null, at(15), Reading.Status.ENTERED_IN_ERROR, null));
    assertThat(again.dispositions()).containsExactly(Disposition.INVALID);
  }

  @Test
  void aScoreForgetsAComponentEnteredInError() {
    observe(0, "97", "false");
    bed.put(60, reading(Vital.SBP, "80", 60));
    assertThat(bed.last("NEWS2").severity()).isEqualTo(Severity.LOW_MEDIUM);
    bed.put(70, new Reading(Vital.SBP, "", null, at(60), Reading.Status.ENTERED_IN_ERROR, null));
    bed.every(100, 100, 500, Vital.TEMP, "37.0");
    assertThat(bed.told("NEWS2")).containsExactly("60 RAISED LOW_MEDIUM", "400 CLEARED NONE");
  }

  @Test
  void alertsOnALostSignalAreStale() {
    bed.every(5, 0, 15, Vital.SPO2, "88");
    bed.act(16, Action.Kind.SEEN, "SPO2_LOW", null);
    bed.tick(45);
    assertThat(bed.stale("SPO2_LOW")).isTrue();
    bed.put(50, Vital.SPO2, "88");
    assertThat(bed.stale("SPO2_LOW")).isFalse();
  }

  @Test
  void aClockThatIsAYearAheadIsToldAndDisturbsNobody() {
    bed.put("monitor", 0, reading(Vital.SPO2, "88", 31_536_000));
    assertThat(bed.told("CLOCK_SKEW")).containsExactly("0 RAISED LOW");
    assertThat(bed.last("CLOCK_SKEW").value()).isEqualTo("31536000");
    bed.put("oximeter", 1, reading(Vital.SPO2, "97", 1));
    assertThat(bed.told("CLOCK_SKEW")).hasSize(1);
    bed.put("monitor", 2, reading(Vital.SPO2, "97", 2));
    assertThat(bed.told("CLOCK_SKEW")).containsExactly("0 RAISED LOW", "2 CLEARED NONE");
  }

  @Test
  void anHourIsMadeOfItsMinutesAndShowsItsHoles() {
    for (int t = 0; t < 3600; t += 30) {
      if (t < 600 || t >= 1200) {
        bed.put(t, Vital.TEMP, "37." + t / 600);
      }
    }
    bed.put(3600, Vital.TEMP, "38");
    var hour =
        bed.windows.stream()
            .filter(window -> window.size().name().equals("HOUR"))
            .findFirst()
            .orElseThrow();
    assertThat(hour.count()).isEqualTo(100);
    assertThat(hour.covered()).isEqualTo(50);
    assertThat(hour.min()).isEqualTo("37");
    assertThat(hour.max()).isEqualTo("37.5");
    assertThat(hour.mean()).isEqualTo("37.280");
    assertThat(hour.firstAt()).isEqualTo(at(0));
    assertThat(hour.lastAt()).isEqualTo(at(3570));
    bed.put(3900, Vital.TEMP, "38");
    assertThat(bed.windows)
        .filteredOn(window -> window.size().name().equals("HOUR"))
        .extracting(window -> window.revision() + " " + window.count() + " " + window.isFinal())
        .containsExactly("0 100 false", "0 100 true");
  }
}
