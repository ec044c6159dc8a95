package dev.wardstream.clinical.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.engine.Action.Kind;
import dev.wardstream.clinical.engine.Action.Outcome;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Audio pause, alarm off, receipts and the alarms about alarms that reach nobody. */
class InactivationTest {
  private final Bedside bed = new Bedside(Profiles.ADULT_CONTINUOUS);

  @Test
  void anAlarmIsNotSwitchedOffWithoutReasonEndAndKnownFamily() {
    Instant hour = Bedside.at(3600);
    assertThat(bed.act(0, Kind.ALARM_OFF, "SPO2_LOW", " ", hour)).isEqualTo(Outcome.NO_REASON);
    assertThat(bed.act(0, Kind.ALARM_OFF, "SPO2_LOW", "probe", null)).isEqualTo(Outcome.BAD_END);
    assertThat(bed.act(0, Kind.ALARM_OFF, "SPO2_LOW", "probe", Bedside.at(0)))
        .isEqualTo(Outcome.BAD_END);
    assertThat(bed.act(0, Kind.ALARM_OFF, "SPO2_LOW", "probe", Bedside.at(8 * 3600 + 0.001)))
        .isEqualTo(Outcome.BAD_END);
    assertThat(bed.act(0, Kind.ALARM_OFF, "NO_SUCH", "probe", hour))
        .isEqualTo(Outcome.UNKNOWN_FAMILY);
    assertThat(bed.events).isEmpty();
    assertThat(bed.act(0, Kind.ALARM_OFF, "SPO2_LOW", "probe", Bedside.at(8 * 3600)))
        .isEqualTo(Outcome.DONE);
    assertThat(bed.last("ALARM_OFF:SPO2_LOW").until()).isEqualTo(Bedside.at(8 * 3600));
    assertThat(bed.last("ALARM_OFF:SPO2_LOW").note()).isEqualTo("probe");
    assertThat(bed.last("ALARM_OFF:SPO2_LOW").by()).isEqualTo("nurse");
  }

  @Test
  void whileAnAlarmIsOffItIsRecordedButCallsNobody() {
    bed.act(0, Kind.ALARM_OFF, "SPO2_LOW", "recruitment manoeuvre", Bedside.at(200));
    bed.every(5, 0, 300, Vital.SPO2, "75");
    assertThat(bed.told("SPO2_LOW")).containsExactly("5 RAISED HIGH", "260 TIER_UP HIGH");
    assertThat(bed.events.get(1).marks().suppressed()).isTrue();
    assertThat(bed.told("ALARM_OFF:SPO2_LOW"))
        .containsExactly("0 ALARM_OFF NONE", "200 ALARM_ON NONE");
    assertThat(bed.last("ALARM_OFF:SPO2_LOW").open()).isFalse();
    assertThat(bed.told("UNDELIVERED")).containsExactly("230 RAISED MEDIUM");
    assertThat(bed.last("SPO2_LOW").marks().suppressed()).isFalse();
    assertThat(bed.patient.alert("ALARM_OFF:SPO2_LOW")).isNull();
  }

  @Test
  void otherFamiliesAreUntouchedByAnAlarmThatIsOff() {
    bed.act(0, Kind.ALARM_OFF, "SPO2_LOW", "probe", Bedside.at(200));
    bed.put(0, Vital.HR, "160");
    bed.put(5, Vital.HR, "160");
    assertThat(bed.last("HR_HIGH").marks().suppressed()).isFalse();
  }

  @Test
  void anAlarmThatIsOffCanBeSwitchedOnAgain() {
    bed.act(0, Kind.ALARM_OFF, "SPO2_LOW", "probe", Bedside.at(200));
    assertThat(bed.act(10, Kind.ALARM_ON, "SPO2_LOW", null)).isEqualTo(Outcome.DONE);
    assertThat(bed.act(11, Kind.ALARM_ON, "SPO2_LOW", null)).isEqualTo(Outcome.ALREADY);
    assertThat(bed.last("ALARM_OFF:SPO2_LOW").by()).isEqualTo("nurse");
    bed.tick(300);
    assertThat(bed.told("ALARM_OFF:SPO2_LOW")).hasSize(2);
  }

  @Test
  void anAudioPauseLastsTwoMinutesUnlessToldOtherwiseAndTenAtMost() {
    assertThat(bed.act(0, Kind.PAUSE, "AUDIO_PAUSE", null)).isEqualTo(Outcome.DONE);
    assertThat(bed.last("AUDIO_PAUSE").until()).isEqualTo(Bedside.at(120));
    bed.tick(120);
    assertThat(bed.told("AUDIO_PAUSE")).containsExactly("0 PAUSED NONE", "120 RESUMED NONE");
    assertThat(bed.act(200, Kind.PAUSE, "AUDIO_PAUSE", null, Bedside.at(800.001)))
        .isEqualTo(Outcome.BAD_END);
    assertThat(bed.act(200, Kind.PAUSE, "AUDIO_PAUSE", null, Bedside.at(800)))
        .isEqualTo(Outcome.DONE);
    assertThat(bed.act(210, Kind.RESUME, "AUDIO_PAUSE", null)).isEqualTo(Outcome.DONE);
    assertThat(bed.act(211, Kind.RESUME, "AUDIO_PAUSE", null)).isEqualTo(Outcome.ALREADY);
  }

  @Test
  void anAudioPauseMutesWhatIsThereButNotWhatBecomesHighLater() {
    bed.every(5, 0, 15, Vital.SPO2, "88");
    bed.act(16, Kind.PAUSE, "AUDIO_PAUSE", null);
    bed.put(20, Vital.SPO2, "84");
    assertThat(bed.last("SPO2_LOW").marks().audioPaused()).isTrue();
    bed.put(25, Vital.SPO2, "79");
    bed.put(30, Vital.SPO2, "79");
    assertThat(bed.last("SPO2_LOW").severity().name()).isEqualTo("HIGH");
    assertThat(bed.last("SPO2_LOW").marks().audioPaused()).isFalse();
    bed.put(35, Vital.SPO2, "75");
    assertThat(bed.last("SPO2_LOW").marks().audioPaused()).isFalse();
  }

  @Test
  void nobodyCanAcknowledgeAPause() {
    bed.act(0, Kind.PAUSE, "AUDIO_PAUSE", null);
    assertThat(bed.act(1, Kind.ACK, "AUDIO_PAUSE", null)).isEqualTo(Outcome.UNKNOWN_ALERT);
  }

  @Test
  void whatHasSoundedAnewIsNotAcknowledgedByWhoHasNotSeenIt() {
    bed.every(5, 0, 20, Vital.SPO2, "88");
    long raised = bed.last("SPO2_LOW").seq();
    bed.every(5, 25, 50, Vital.SPO2, "78");
    long escalated = bed.last("SPO2_LOW").seq();
    assertThat(bed.told("SPO2_LOW")).endsWith("30 ESCALATED HIGH");
    assertThat(bed.acknowledge(51, "SPO2_LOW", raised)).isEqualTo(Outcome.OUTDATED);
    assertThat(bed.told("SPO2_LOW")).endsWith("30 ESCALATED HIGH");
    assertThat(bed.acknowledge(52, "SPO2_LOW", escalated)).isEqualTo(Outcome.DONE);
  }

  @Test
  void aCommentIsToldAndChangesNothing() {
    bed.every(5, 0, 20, Vital.SPO2, "88");
    var before = Objects.requireNonNull(bed.patient.alert("SPO2_LOW"));
    assertThat(bed.act(21, Kind.COMMENT, "SPO2_LOW", " ")).isEqualTo(Outcome.NO_REASON);
    assertThat(bed.act(21, Kind.COMMENT, "SPO2_LOW", "probe is loose")).isEqualTo(Outcome.DONE);
    assertThat(bed.told("SPO2_LOW")).containsExactly("15 RAISED MEDIUM", "21 COMMENTED MEDIUM");
    assertThat(bed.last("SPO2_LOW").by()).isEqualTo("nurse");
    assertThat(bed.last("SPO2_LOW").note()).isEqualTo("probe is loose");
    var after = Objects.requireNonNull(bed.patient.alert("SPO2_LOW"));
    assertThat(after.acked()).isFalse();
    assertThat(after.signal()).isEqualTo(before.signal());
    assertThat(after.soundedSeq()).isEqualTo(before.soundedSeq());
  }

  @Test
  void anAlarmThatReachesNobodyIsAnAlarmOfItsOwn() {
    bed.every(5, 0, 190, Vital.SPO2, "88");
    assertThat(bed.told("UNDELIVERED")).containsExactly("45 RAISED MEDIUM");
    assertThat(bed.told("NOBODY_WATCHING")).containsExactly("135 RAISED HIGH");
    assertThat(bed.act(191, Kind.DELIVERED, "SPO2_LOW", null)).isEqualTo(Outcome.DONE);
    assertThat(bed.act(192, Kind.DELIVERED, "SPO2_LOW", null)).isEqualTo(Outcome.ALREADY);
    assertThat(bed.told("UNDELIVERED")).containsExactly("45 RAISED MEDIUM", "191 CLEARED NONE");
    assertThat(bed.last("NOBODY_WATCHING").type().name()).isEqualTo("CLEARED");
    assertThat(bed.last("NOBODY_WATCHING").open()).isFalse();
    assertThat(bed.act(193, Kind.SEEN, "SPO2_LOW", null)).isEqualTo(Outcome.DONE);
    assertThat(bed.last("SPO2_LOW").type().name()).isEqualTo("SEEN");
    var signal = Objects.requireNonNull(bed.patient.alert("SPO2_LOW")).signal();
    assertThat(signal.deliveredAt()).isEqualTo(Bedside.at(191));
    assertThat(signal.seenAt()).isEqualTo(Bedside.at(193));
    assertThat(signal.seenBy()).isEqualTo("nurse");
  }

  @Test
  void aReceiptInTimeKeepsItQuietUntilTheAlarmBecomesWorse() {
    bed.every(5, 0, 15, Vital.SPO2, "88");
    bed.act(16, Kind.SEEN, "SPO2_LOW", null);
    bed.every(5, 20, 100, Vital.SPO2, "88");
    assertThat(bed.told("UNDELIVERED", "NOBODY_WATCHING")).isEmpty();
    bed.every(5, 105, 200, Vital.SPO2, "78");
    assertThat(bed.told("UNDELIVERED")).containsExactly("140 RAISED MEDIUM");
  }

  @Test
  void aReceiptOfAnotherAlarmShowsThatSomebodyIsWatching() {
    bed.every(5, 0, 20, Vital.SPO2, "88");
    for (int t = 25; t <= 35; t += 5) {
      bed.put(t, Bedside.reading(Vital.SPO2, "88", t), Bedside.reading(Vital.HR, "130", t));
    }
    bed.act(36, Kind.DELIVERED, "HR_HIGH", null);
    bed.every(5, 40, 200, Vital.SPO2, "88");
    assertThat(bed.told("UNDELIVERED").getFirst()).isEqualTo("45 RAISED MEDIUM");
    assertThat(bed.told("NOBODY_WATCHING")).containsExactly("156 RAISED HIGH");
  }
}
