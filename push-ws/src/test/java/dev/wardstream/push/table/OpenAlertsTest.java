package dev.wardstream.push.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.wire.Position;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.AlertInput;
import dev.wardstream.schemas.avro.RuleSetRef;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAlertsTest {
  private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");
  private final OpenAlerts alerts = new OpenAlerts();

  private void fold(long seq, AlertEventType type, String value, boolean acked, boolean open) {
    fold(
        event(seq, type, open)
            .setValue(value)
            .setAcked(acked)
            .setBy(acked ? "nurse" : null)
            .build());
  }

  private void fold(AlertEvent event) {
    alerts.fold(new Position("alerts.events", 0, event.getSeq(), T0), event);
  }

  private static AlertEvent.Builder event(long seq, AlertEventType type, boolean open) {
    return AlertEvent.newBuilder()
        .setAlertId("a")
        .setSeq(seq)
        .setOccurrence(1)
        .setPatient("p")
        .setFamily("SPO2_LOW")
        .setType(type)
        .setSeverity(Severity.MEDIUM)
        .setEventTime(T0.plusSeconds(seq))
        .setEmittedAt(T0)
        .setLimit("< 90")
        .setOpen(open)
        .setAcked(false)
        .setLatched(false)
        .setRetrospective(false)
        .setAnnunciated(false)
        .setTier(0)
        .setRuleSet(new RuleSetRef("r", 1, "h"))
        .setReadings(List.of())
        .setInputs(List.of());
  }

  private String only() {
    assertThat(alerts.of("p")).hasSize(1);
    return new String(alerts.of("p").getFirst().json(), UTF_8);
  }

  @Test
  void keepsWhenItBeganTheWorstValueAndWhoAcknowledged() {
    fold(1, AlertEventType.RAISED, "89", false, true);
    fold(2, AlertEventType.UPDATED, "85", false, true);
    fold(3, AlertEventType.ACKED, "88", true, true);

    assertThat(only())
        .contains("\"at\":\"alerts.events/0/3\"")
        .contains("\"raisedAt\":\"2026-11-21T10:00:01.000Z\"")
        .contains("\"worst\":\"85\"", "\"ackedBy\":\"nurse\"", "\"open\":true");
  }

  @Test
  void ignoresWhatItAlreadyReflects() {
    fold(5, AlertEventType.RAISED, "89", false, true);
    fold(4, AlertEventType.CLOSED, "89", false, false);

    assertThat(only()).contains("\"seq\":5");
  }

  @Test
  void forgetsWhatIsClosed() {
    fold(1, AlertEventType.RAISED, "89", false, true);
    fold(2, AlertEventType.CLEARED, "95", false, false);

    assertThat(alerts.of("p")).isEmpty();
  }

  @Test
  void keepsTheFirstReceiptsUntilItSoundsAnew() {
    fold(1, AlertEventType.RAISED, "89", false, true);
    fold(event(2, AlertEventType.DELIVERED, true).setBy("wall").build());
    fold(event(3, AlertEventType.DELIVERED, true).setBy("phone").build());
    fold(event(4, AlertEventType.SEEN, true).setBy("nurse").build());

    assertThat(only())
        .contains("\"deliveredAt\":\"2026-11-21T10:00:02.000Z\",\"deliveredBy\":\"wall\"")
        .contains("\"seenAt\":\"2026-11-21T10:00:04.000Z\",\"seenBy\":\"nurse\"")
        .contains("\"value\":\"89\"", "\"worst\":\"89\"", "\"seq\":4");

    fold(5, AlertEventType.UPDATED, "85", false, true);
    assertThat(only()).contains("\"deliveredBy\":\"wall\"", "\"seenBy\":\"nurse\"");

    fold(6, AlertEventType.ESCALATED, "79", false, true);
    assertThat(only()).doesNotContain("delivered", "seen");
  }

  @Test
  void anAnnunciatedUpdateIsUndeliveredAgain() {
    fold(1, AlertEventType.RAISED, "89", false, true);
    fold(event(2, AlertEventType.DELIVERED, true).setBy("wall").build());
    fold(event(3, AlertEventType.UPDATED, true).setAnnunciated(true).build());

    assertThat(only()).doesNotContain("delivered");
  }

  @Test
  void holdsPausesAndAlarmOffsWhileTheyAreInForce() {
    fold(
        event(1, AlertEventType.ALARM_OFF, true)
            .setAlertId("off")
            .setFamily("ALARM_OFF:HR_HIGH")
            .setSeverity(Severity.NONE)
            .setBy("nurse")
            .setNote("bath")
            .setUntil(T0.plusSeconds(600))
            .build());
    fold(event(2, AlertEventType.RAISED, true).setSuppressed(true).build());

    assertThat(alerts.of("p")).hasSize(2);
    assertThat(new String(alerts.of("p").getFirst().json(), UTF_8))
        .contains("\"family\":\"ALARM_OFF:HR_HIGH\"", "\"severity\":\"NONE\"")
        .contains("\"until\":\"2026-11-21T10:10:00.000Z\",\"by\":\"nurse\",\"note\":\"bath\"");
    assertThat(new String(alerts.of("p").getLast().json(), UTF_8)).contains("\"suppressed\":true");

    fold(
        event(3, AlertEventType.ALARM_ON, false)
            .setAlertId("off")
            .setFamily("ALARM_OFF:HR_HIGH")
            .build());
    assertThat(only()).contains("\"family\":\"SPO2_LOW\"");
  }

  @Test
  void keepsTheInputsAndTheStatusOfTheNewestEventThatHasAny() {
    var rate = new AlertInput(Vital.RR, "25", T0, 3);
    fold(
        event(1, AlertEventType.RAISED, true)
            .setInputs(List.of(rate))
            .setStatus("INCOMPLETE")
            .build());
    fold(event(2, AlertEventType.TIER_UP, true).setStale(true).build());

    assertThat(only())
        .contains("\"inputs\":[{\"vital\":\"rr\"", "\"status\":\"INCOMPLETE\"", "\"stale\":true");
  }
}
