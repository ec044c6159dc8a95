package dev.wardstream.push.wire;

import dev.wardstream.push.hub.Signal;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.Severity;
import org.jspecify.annotations.Nullable;

/** Which events and open alerts sound, so that somebody has to confirm them. */
public final class Signals {
  private Signals() {}

  /** What sounds anew is undelivered and unseen again. */
  public static boolean sounds(AlertEvent event) {
    return event.getType() == AlertEventType.RAISED
        || event.getType() == AlertEventType.ESCALATED
        || event.getAnnunciated();
  }

  /** That of an event; null when it does not sound. */
  public static @Nullable Signal of(AlertEvent event) {
    return sounds(event) && event.getOpen()
        ? new Signal(event.getAlertId(), event.getPatient(), event.getSeq())
        : null;
  }

  /** That of an open alert; null when it does not signal, or has been delivered. */
  public static @Nullable Signal of(AlertInstance alert) {
    var signals = alert.getSeverity() != Severity.NONE || alert.getLatched();
    return signals && alert.getDeliveredAt() == null
        ? new Signal(alert.getAlertId(), alert.getPatient(), alert.getSeq())
        : null;
  }
}
