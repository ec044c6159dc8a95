package dev.wardstream.clinical.engine;

import static dev.wardstream.clinical.engine.Bedside.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.FlatlineRule;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

  @Test
  void aFlatLineIsCountedBackFromWhenItsRuleCame() {
    RuleSet rules = Profiles.ADULT_CONTINUOUS.withTiers(TierClock.OFF);
    List<Rule> others =
        rules.rules().stream().filter(rule -> !(rule instanceof FlatlineRule)).toList();
    bed.rules(rules.withRules(others));
    bed.every(10, 0, 890, Vital.HR, "70");
    bed.rules(rules).put(900, Vital.HR, "70");
    assertThat(bed.told("FLATLINE:HR")).containsExactly("900 RAISED LOW");
  }

  @Test
  void artefactsAreCountedFromTheVeryFirstValue() {
    bed.put(0, Vital.HR, "999");
    bed.put(1, Vital.HR, "999");
    assertThat(bed.told("ARTEFACT:HR")).isEmpty();
    bed.put(2, Vital.HR, "999");
    assertThat(bed.told("ARTEFACT:HR")).containsExactly("2 RAISED LOW");
  }

  @Test
  void twoArtefactsTenSecondsApartAreEnough() {
    bed.put(0, Vital.RR, "999");
    bed.put(9.999, Vital.RR, "999");
    assertThat(bed.told("ARTEFACT:RR")).isEmpty();
    bed.put(20, Vital.SPO2, "999");
    bed.put(30, Vital.SPO2, "999");
    assertThat(bed.told("ARTEFACT:SPO2")).containsExactly("30 RAISED LOW");
    assertThat(bed.last("ARTEFACT:SPO2").limit()).isEqualTo(">= 3 or 10 s");
  }

  @Test
  void aNumberBeyondAllMeasureIsAnArtefactInAnyUnit() {
    Reading wild = new Reading(Vital.TEMP, "1e999999999", "[degF]", Bedside.at(0));
    Reading plain = new Reading(Vital.HR, "1e999999999", null, Bedside.at(0));
    assertThat(bed.put(0, wild, plain).dispositions())
        .containsExactly(Disposition.ARTEFACT, Disposition.ARTEFACT);
  }

  @Test
  void timeBeginsWithTheEpoch() {
    Reading first = new Reading(Vital.HR, "70", null, Instant.EPOCH);
    Reading before = new Reading(Vital.RR, "16", null, Instant.EPOCH.minusMillis(1));
    assertThat(bed.put(0, before, first).dispositions())
        .containsExactly(Disposition.INVALID, Disposition.ACCEPTED);
  }

  @Test
  void eachSkewedDeviceMustBeRightAgain() {
    bed.put("a", 0, reading(Vital.HR, "70", 500));
    bed.put("b", 1, reading(Vital.HR, "70", 500));
    assertThat(bed.told("CLOCK_SKEW")).containsExactly("0 RAISED LOW");
    assertThat(bed.last("CLOCK_SKEW").value()).isEqualTo("500");
    bed.put("a", 2, reading(Vital.HR, "70", 2));
    assertThat(bed.told("CLOCK_SKEW")).hasSize(1);
    bed.put("b", 3, reading(Vital.HR, "70", 3));
    assertThat(bed.told("CLOCK_SKEW")).containsExactly("0 RAISED LOW", "3 CLEARED NONE");
  }

  @Test
  void aLostSignalComesBackWithASampleYoungerThanTheSilence() {
    bed.associate(0, "monitor", association(-1, null));
    bed.every(1, 0, 10, Vital.SPO2, "97");
    bed.tick(40);
    assertThat(bed.told("SIGNAL_LOST:SPO2")).containsExactly("40 RAISED MEDIUM");
    assertThat(bed.last("SIGNAL_LOST:SPO2").limit()).isEqualTo(">= 30 s");
    bed.put(100, reading(Vital.SPO2, "97", 70));
    assertThat(bed.told("SIGNAL_LOST:SPO2")).hasSize(1);
    bed.put(100, reading(Vital.SPO2, "97", 70.001));
    assertThat(bed.told("SIGNAL_LOST:SPO2")).hasSize(2);
    assertThat(bed.last("SIGNAL_LOST:SPO2").limit()).isEqualTo("< 30 s");
    assertThat(bed.last("SIGNAL_LOST:SPO2").readings()).hasSize(1);
  }

  @Test
  void silenceIsWatchedForUntilTheLastAssociationEnds() {
    bed.associate(0, "a", association(0, 100.0));
    bed.associate(0, "b", association(0, 200.0));
    bed.associate(1, "a", association(0, 50.0));
    bed.put(90, Vital.SPO2, "97");
    bed.tick(199);
    assertThat(bed.told("SIGNAL_LOST:SPO2"))
        .containsExactly("30 RAISED MEDIUM", "90 CLEARED NONE", "120 RAISED MEDIUM");
    bed.tick(200);
    assertThat(bed.last("SIGNAL_LOST:SPO2").type().name()).isEqualTo("CLEARED");
    bed.put(300, Vital.SPO2, "97");
    bed.tick(900);
    assertThat(bed.told("SIGNAL_LOST:SPO2")).hasSize(4);
  }

  private static Association association(double from, @Nullable Double to) {
    Instant end = to == null ? null : Bedside.at(to);
    return new Association("P1", Bedside.at(from), end, Set.of(Vital.SPO2));
  }

  @Test
  void anIncompleteScoreNamesWhatIsMissingAndSinceWhen() {
    bed.put(
        0,
        observed(Vital.RR, "16"),
        observed(Vital.SPO2, "97"),
        observed(Vital.O2, "false"),
        observed(Vital.SBP, "120"),
        observed(Vital.HR, "80"),
        observed(Vital.ACVPU, "A"),
        observed(Vital.TEMP, "37.0"));
    bed.tick(7 * 24 * 3600);
    assertThat(bed.told("NEWS2_INCOMPLETE")).containsExactly("900 RAISED LOW");
    assertThat(bed.last("NEWS2_INCOMPLETE").limit()).isEqualTo("missing RR SPO2 PULSE");
  }

  private static Reading observed(Vital vital, String value) {
    return new Reading(vital, value, null, Bedside.at(0), Reading.Status.FINAL, "set");
  }

  @Test
  void aPrescriptionBeginsAtItsInstantAlsoForWhoIsKnown() {
    var limit =
        new Care.Limit(
            "SPO2_LOW",
            Severity.MEDIUM,
            new BigDecimal("95"),
            null,
            "dr",
            Bedside.at(100),
            Bedside.at(300));
    bed.care(0, new Care("icu-1", null, 70, false, false, List.of(limit)));
    bed.every(5, 0, 95, Vital.SPO2, "93");
    assertThat(bed.told("SPO2_LOW")).isEmpty();
    bed.every(5, 100, 115, Vital.SPO2, "93");
    assertThat(bed.told("SPO2_LOW")).containsExactly("115 RAISED MEDIUM");
    bed.every(5, 120, 295, Vital.SPO2, "93");
    assertThat(bed.told("SPO2_LOW")).hasSize(1);
    bed.every(5, 300, 400, Vital.SPO2, "93");
    assertThat(bed.last("SPO2_LOW").type().name()).isEqualTo("CLEARED");
  }

  @Test
  void anEngineTellsItsRulesAndFamilies() {
    Engine engine = new Engine(Profiles.HOME_RPM);
    assertThat(engine.rules().fallback()).isEqualTo(Profiles.HOME_RPM);
    assertThat(engine.families()).contains("NEWS2", "NEWS2_INCOMPLETE").doesNotContain("APNOEA");
    assertThat(engine.nextDeadline(new Patient("P1"))).isEmpty();
  }

  @Test
  void aSampleIsLateBeyondTheBoundAndNotAtIt() {
    double bound = Profiles.ADULT_CONTINUOUS.timing().lateness().toMillis() / 1e3;
    bed.put(5000, Vital.HR, "70");
    assertThat(bed.put(5000, reading(Vital.HR, "71", 5000 - bound)).dispositions())
        .containsExactly(Disposition.ACCEPTED);
    assertThat(bed.put(5000, reading(Vital.HR, "72", 4999.999 - bound)).dispositions())
        .containsExactly(Disposition.LATE);
  }

  @Test
  void aScoreOfAStreamNamesEverySampleOfItsMedian() {
    bed.every(10, 0, 300, Vital.RR, "25");
    AlertEvent raised = bed.last("NEWS2");
    assertThat(raised.status()).isEqualTo("INCOMPLETE");
    long puts = (raised.emittedAt().getEpochSecond() - Bedside.at(0).getEpochSecond()) / 10 + 1;
    assertThat(puts).isGreaterThan(1);
    assertThat(raised.readings()).containsExactly(new OffsetRange(2, 101, 100 + puts));
  }

  @Test
  void aScoreThatRisesBreaksTheHoldOfItsFall() {
    observeAtHome(0, "25", "97");
    observeAtHome(10, "16", "97");
    observeAtHome(100, "25", "91");
    observeAtHome(110, "16", "97");
    observeAtHome(409, "16", "97");
    assertThat(home.told("NEWS2")).containsExactly("0 RAISED LOW_MEDIUM", "100 ESCALATED MEDIUM");
    observeAtHome(410, "16", "97");
    assertThat(home.last("NEWS2").type().name()).isEqualTo("CLEARED");
  }

  private void observeAtHome(double seconds, String rate, String saturation) {
    home.put(
        seconds,
        reading(Vital.RR, rate, seconds),
        reading(Vital.SPO2, saturation, seconds),
        reading(Vital.O2, "false", seconds),
        reading(Vital.SBP, "120", seconds),
        reading(Vital.HR, "80", seconds),
        reading(Vital.ACVPU, "A", seconds),
        reading(Vital.TEMP, "37.0", seconds));
  }

  @Test
  void aPauseOutlivesAChangeOfTheRules() {
    bed.every(5, 0, 15, Vital.SPO2, "88");
    bed.act(16, Action.Kind.PAUSE, "AUDIO_PAUSE", null);
    RuleSet rules = Profiles.ADULT_CONTINUOUS.withTiers(TierClock.OFF);
    bed.rules(rules.withRules(rules.rules().subList(1, rules.rules().size())));
    bed.put(20, Vital.HR, "70");
    assertThat(bed.told("AUDIO_PAUSE")).hasSize(1);
    bed.tick(136);
    assertThat(bed.told("AUDIO_PAUSE")).hasSize(2);
  }

  @Test
  void bytesOfAnotherVersionOrWithARestAreRefused() {
    bed.put(0, Vital.HR, "70");
    byte[] often = StateCodec.often(bed.patient);
    byte[] rarely = StateCodec.rarely(bed.patient);
    for (byte[] broken : List.of(newer(often), longer(often))) {
      assertThatThrownBy(() -> StateCodec.decode("P1", broken, rarely))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (byte[] broken : List.of(newer(rarely), longer(rarely))) {
      assertThatThrownBy(() -> StateCodec.decode("P1", often, broken))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] newer(byte[] state) {
    byte[] newer = state.clone();
    newer[0]++;
    return newer;
  }

  private static byte[] longer(byte[] state) {
    return Arrays.copyOf(state, state.length + 1);
  }
}
