package dev.wardstream.push.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.wire.Position;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.RuleSetRef;
import dev.wardstream.schemas.avro.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAlertsTest {
  private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");
  private final OpenAlerts alerts = new OpenAlerts();

  private void fold(long seq, AlertEventType type, String value, boolean acked, boolean open) {
    var event =
        AlertEvent.newBuilder()
            .setAlertId("a")
            .setSeq(seq)
            .setOccurrence(1)
            .setPatient("p")
            .setFamily("SPO2_LOW")
            .setType(type)
            .setSeverity(Severity.MEDIUM)
            .setEventTime(T0.plusSeconds(seq))
            .setEmittedAt(T0)
            .setValue(value)
            .setLimit("< 90")
            .setOpen(open)
            .setAcked(acked)
            .setLatched(false)
            .setRetrospective(false)
            .setAnnunciated(false)
            .setTier(0)
            .setBy(acked ? "nurse" : null)
            .setRuleSet(new RuleSetRef("r", 1, "h"))
            .setReadings(List.of())
            .setInputs(List.of())
            .build();
    alerts.fold(new Position("alerts.events", 0, seq, T0), event);
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
}
