package dev.wardstream.clinical.engine;

import static dev.wardstream.clinical.engine.Bedside.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.alerts.AlertInput;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.vitals.Vital;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the inputs of the scores come from, and what an event says about them. */
class ScoreInputsTest {
  private final Bedside bed = new Bedside(Profiles.ADULT_CONTINUOUS.withTiers(TierClock.OFF));
  private final Bedside home = new Bedside(Profiles.HOME_RPM.withTiers(TierClock.OFF));

  /** A heart rate of 135 scores 3, a pulse of 80 none. */
  @Test
  void ofHeartRateAndPulseAtOneTimeTheHeartRateCounts() {
    for (int t = 0; t <= 60; t += 10) {
      bed.put(t, reading(Vital.HR, "135", t), reading(Vital.PULSE, "80", t));
    }
    assertThat(bed.last("NEWS2").inputs())
        .extracting(input -> input.vital() + " " + input.value())
        .containsExactly("HR 135");
  }

  @Test
  void aNewerPulseStandsInForTheHeartRate() {
    for (int t = 0; t <= 60; t += 10) {
      bed.put(t, reading(Vital.HR, "80", t), reading(Vital.PULSE, "135", t));
    }
    assertThat(bed.told("NEWS2")).isEmpty();
    bed.put(65, Vital.PULSE, "135");
    assertThat(bed.told("NEWS2")).containsExactly("65 RAISED LOW_MEDIUM");
  }

  @Test
  void aScoreFromThePulseNamesItsReadings() {
    bed.every(10, 0, 30, Vital.PULSE, "135");
    assertThat(bed.told("NEWS2")).containsExactly("30 RAISED LOW_MEDIUM");
    assertThat(bed.last("NEWS2").readings()).containsExactly(new OffsetRange(2, 101, 104));
  }

  @Test
  void aMedianNeedsThreeSamplesOverHalfAMinuteOfTheLastMinute() {
    bed.put(0, Vital.RR, "25");
    bed.put(15, Vital.RR, "25");
    bed.put(29.999, Vital.RR, "25");
    assertThat(bed.told("NEWS2")).isEmpty();
    bed.put(30, Vital.RR, "25");
    assertThat(bed.told("NEWS2")).containsExactly("30 RAISED LOW_MEDIUM");
    assertThat(bed.last("NEWS2").readings()).containsExactly(new OffsetRange(2, 101, 104));
  }

  @Test
  void aSampleAMinuteOldIsNoLongerInTheMedian() {
    bed.put(0, Vital.RR, "16");
    bed.put(1, Vital.RR, "16");
    bed.put(2, Vital.RR, "16");
    bed.put(40, Vital.RR, "25");
    bed.put(60, Vital.RR, "25");
    assertThat(bed.told("NEWS2")).isEmpty(); // 16 16 25 25
    bed.put(61, Vital.RR, "25");
    assertThat(bed.told("NEWS2")).containsExactly("61 RAISED LOW_MEDIUM");
    assertThat(bed.last("NEWS2").readings()).containsExactly(new OffsetRange(2, 103, 106));
  }

  @Test
  void anEventOfQsofaNamesWhatIsKnownAndNothingElse() {
    home.put(0, Vital.SBP, "95");
    home.put(300, Vital.RR, "25");
    assertThat(home.last("QSOFA").inputs())
        .extracting(AlertInput::vital)
        .containsExactly(Vital.RR, Vital.SBP);
    assertThat(home.last("QSOFA").status()).isEqualTo("INCOMPLETE");
    assertThat(home.last("QSOFA").readings()).containsExactly(new OffsetRange(2, 101, 102));
    assertThat(home.last("QSOFA").limit()).isEqualTo(">= 2");
  }

  @Test
  void anEventOfQsofaSaysThatAllThreeAreKnown() {
    home.put(0, Vital.ACVPU, "A");
    home.put(1, Vital.SBP, "95");
    home.put(2, Vital.RR, "25");
    assertThat(home.last("QSOFA").status()).isEqualTo("COMPLETE");
    assertThat(home.last("QSOFA").inputs()).hasSize(3);
  }

  @Test
  void ofWhatIsMeasuredNowAndThenTheNewestCounts() {
    bed.put(0, Vital.SBP, "120");
    bed.put(20, Vital.SBP, "120");
    bed.put(40, Vital.SBP, "80");
    assertThat(bed.told("NEWS2")).containsExactly("40 RAISED LOW_MEDIUM");
    assertThat(bed.last("NEWS2").readings()).containsExactly(new OffsetRange(2, 103, 103));
  }

  @Test
  void onScaleTwoAHighSaturationNeedsToKnowOfOxygen() {
    var scale2 = new Care.Scale2("dr", Bedside.at(0), null);
    home.care(0, new Care("icu-1", null, 70, false, false, List.of(scale2)));
    home.put(1, Vital.SPO2, "97");
    assertThat(home.told("NEWS2")).isEmpty();
    home.put(2, Vital.O2, "true");
    assertThat(home.told("NEWS2")).containsExactly("2 RAISED MEDIUM");
  }

  @Test
  void onScaleTwoALowSaturationSpeaksForItself() {
    var scale2 = new Care.Scale2("dr", Bedside.at(0), null);
    home.care(0, new Care("icu-1", null, 70, false, false, List.of(scale2)));
    home.put(1, Vital.SPO2, "83");
    assertThat(home.told("NEWS2")).containsExactly("1 RAISED LOW_MEDIUM");
  }

  @Test
  void aShockIndexNamesBothReadingsItIsMadeOf() {
    home.put(0, Vital.HR, "110");
    home.put(100, Vital.SBP, "100");
    assertThat(home.last("SHOCK_INDEX").inputs())
        .extracting(input -> input.vital() + " " + input.value())
        .containsExactly("HR 110", "SBP 100");
    assertThat(home.last("SHOCK_INDEX").readings()).containsExactly(new OffsetRange(2, 101, 102));
  }

  @Test
  void anAlarmWithoutANameCannotBeSwitchedOn() {
    Action nameless =
        new Action(Action.Kind.ALARM_ON, null, "nurse", Bedside.at(0), null, null, null, null);
    Step step =
        new Engine(Profiles.HOME_RPM).act(new Patient("P1"), nameless, new InMemoryHistory());
    assertThat(step.outcome()).isEqualTo(Action.Outcome.UNKNOWN_FAMILY);
  }

  @Test
  void aPauseAndItsEndShowEveryAlertAnew() {
    bed.every(5, 0, 15, Vital.SPO2, "88");
    bed.put(16, Vital.SBP, "85");
    bed.states.clear();
    bed.act(17, Action.Kind.PAUSE, "AUDIO_PAUSE", null);
    assertThat(muted()).containsExactlyInAnyOrder("SPO2_LOW true", "SBP_LOW true");
    bed.states.clear();
    bed.act(18, Action.Kind.RESUME, "AUDIO_PAUSE", null);
    assertThat(muted()).containsExactlyInAnyOrder("SPO2_LOW false", "SBP_LOW false");
  }

  @Test
  void anAlarmThatIsOffIsShownAsOff() {
    bed.every(5, 0, 15, Vital.SPO2, "88");
    bed.states.clear();
    bed.act(17, Action.Kind.ALARM_OFF, "SPO2_LOW", "known", Bedside.at(100));
    assertThat(bed.states)
        .filteredOn(state -> state.family().equals("SPO2_LOW"))
        .extracting(state -> state.marks().suppressed())
        .containsExactly(true);
    bed.states.clear();
    bed.tick(100);
    assertThat(bed.states)
        .filteredOn(state -> state.family().equals("SPO2_LOW"))
        .extracting(state -> state.marks().suppressed())
        .containsExactly(false);
  }

  private List<String> muted() {
    return bed.states.stream()
        .filter(state -> state.family().endsWith("_LOW"))
        .map(state -> state.family() + " " + state.marks().audioPaused())
        .toList();
  }
}
