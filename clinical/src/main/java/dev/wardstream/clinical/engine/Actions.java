package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.Families;
import dev.wardstream.clinical.engine.Action.Outcome;

/** What people do about alerts. */
final class Actions {
  private Actions() {}

  static Outcome act(Shift shift, Action action) {
    if (action.user().isBlank()) {
      return Outcome.NO_USER;
    }
    return switch (action.kind()) {
      case PAUSE -> Inactivations.pause(shift, action);
      case RESUME -> Inactivations.end(shift, Families.AUDIO_PAUSE, action.user());
      case ALARM_OFF -> Inactivations.off(shift, action);
      case ALARM_ON -> {
        String family = action.family();
        yield family == null
            ? Outcome.UNKNOWN_FAMILY
            : Inactivations.end(shift, Families.alarmOff(family), action.user());
      }
      case ACK, CLOSE, COMMENT, DELIVERED, SEEN -> about(shift, action);
    };
  }

  /** Whoever acts on an alert has received it: somebody is watching. */
  private static Outcome about(Shift shift, Action action) {
    AlertInstance alert = action.alertId() == null ? null : shift.book().find(action.alertId());
    if (alert == null || alert.inactivation() != null) {
      return Outcome.UNKNOWN_ALERT;
    }
    String note = action.note();
    if (action.kind() == Action.Kind.COMMENT && (note == null || note.isBlank())) {
      return Outcome.NO_REASON;
    }
    if (isOutdated(action, alert)) {
      return Outcome.OUTDATED;
    }
    shift.patient().lastReceipt = shift.nowMillis();
    shift.patient().rareChange = true;
    return switch (action.kind()) {
      case ACK -> {
        if (alert.acked()) {
          yield Outcome.ALREADY;
        }
        shift.book().acknowledge(alert, action.user(), action.note(), shift.now());
        yield Outcome.DONE;
      }
      case CLOSE -> {
        if (!alert.latched()) {
          yield Outcome.STILL_ACTIVE;
        }
        shift.book().close(alert, action.user(), action.note(), shift.now());
        yield Outcome.DONE;
      }
      case COMMENT -> {
        shift.book().comment(alert, action.user(), action.note(), shift.now());
        yield Outcome.DONE;
      }
      default -> receipt(shift, action, alert);
    };
  }

  private static boolean isOutdated(Action action, AlertInstance alert) {
    Long asOf = action.asOf();
    return action.kind() == Action.Kind.ACK && asOf != null && asOf < alert.soundedSeq();
  }

  private static Outcome receipt(Shift shift, Action action, AlertInstance alert) {
    boolean seen = action.kind() == Action.Kind.SEEN;
    boolean already = seen ? alert.signal().seenAt() != null : alert.signal().deliveredAt() != null;
    if (already) {
      return Outcome.ALREADY;
    }
    if (seen) {
      shift.book().seen(alert, action.user(), shift.now());
    } else {
      shift.book().delivered(alert, action.user(), shift.now());
    }
    return Outcome.DONE;
  }
}
