package dev.wardstream.ingest.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.schemas.avro.ActionKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class ActFrameTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** Reads fields in single quotes; {@code +N} stands for N ms from now. */
  private static ActFrame read(String fields) throws Refusal {
    var json = "{" + fields.replace('\'', '"') + "}";
    try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      return ActFrame.read(parser, NOW);
    }
  }

  private static Refusal refused(String fields) {
    return catchThrowableOfType(Refusal.class, () -> read(fields));
  }

  private static String until(Duration after) {
    return "'untilMs':" + NOW.plus(after).toEpochMilli();
  }

  @Test
  void anAudioPauseLastsTwoMinutesUnlessSaid() throws Refusal {
    assertThat(read("'patient':'p','action':'pause'"))
        .isEqualTo(
            new ActFrame(null, "p", ActionKind.PAUSE, null, null, NOW.plusSeconds(120), null));
    assertThat(read("'alert':'a','action':'pause'," + until(Duration.ofMinutes(10))).until())
        .isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void anAlarmOffNamesFamilyReasonAndEnd() throws Refusal {
    var off = "'patient':'p','action':'alarmOff','family':'SIGNAL_LOST:SPO2','note':'bath',";
    assertThat(read(off + until(Duration.ofHours(8))))
        .isEqualTo(
            new ActFrame(
                null,
                "p",
                ActionKind.ALARM_OFF,
                "bath",
                null,
                NOW.plus(Duration.ofHours(8)),
                "SIGNAL_LOST:SPO2"));
  }

  @ParameterizedTest(name = "{0} for {1} ms: {2}")
  @CsvSource({
    "pause, 600001, at most 10 min from now",
    "pause, 0, is past",
    "pause, -1, is past",
    "alarmOff, 28800001, at most 8 h from now",
    "alarmOff, 0, is past"
  })
  void refusesAnEndThatIsPastOrTooFarAway(String action, long millis, String remedy) {
    var fields = "'patient':'p','family':'HR_LOW','note':'n','action':'" + action + "',";
    var refusal = refused(fields + until(Duration.ofMillis(millis)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_TIME);
    assertThat(refusal.path()).isEqualTo("act.untilMs");
    assertThat(refusal).hasMessageContaining(remedy);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'action':'pause' | act.patient | name the patient",
        "'action':'resume' | act.patient | name the patient",
        "'patient':'p','action':'alarmOff','family':'HR_LOW','untilMs':1 | act.note | why",
        "'patient':'p','action':'alarmOff','family':'HR_LOW','note':'n' | act.untilMs | at most 8 h",
        "'patient':'p','action':'alarmOn' | act.family | SPO2_LOW",
        "'patient':'p','action':'alarmOn','family':'spo2_low' | act.family | SPO2_LOW",
        "'patient':'p','action':'alarmOn','family':'AUDIO_PAUSE' | act.family | SPO2_LOW",
        "'patient':'p','action':'alarmOn','family':'ALARM_OFF:HR_LOW' | act.family | SPO2_LOW",
        "'patient':'p','action':'ack' | act.alert | missing",
        "'patient':'p','action':'seen' | act.alert | missing",
        "'alert':'a','action':'comment' | act.note | missing",
        "'alert':'a' | act.action | missing",
        "'alert':'a','action':'alarm-off' | act.action | alarmOff"
      })
  void refusesWithTheFieldAndTheRemedy(String fields, String path, String remedy) {
    var refusal = refused(fields);

    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refusal.path()).isEqualTo(path);
    assertThat(refusal).hasMessageContaining(remedy);
  }

  @Test
  void whatAnActionHasNoUseForIsNotRecorded() throws Refusal {
    var ack = read("'alert':'a','action':'ack','family':'HR_LOW','untilMs':1,'note':null,'asOf':7");
    assertThat(ack).isEqualTo(new ActFrame("a", null, ActionKind.ACK, null, 7L, null, null));
    var close = read("'alert':'a','action':'close','asOf':7");
    assertThat(close).isEqualTo(new ActFrame("a", null, ActionKind.CLOSE, null, null, null, null));
  }
}
