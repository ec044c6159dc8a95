package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.AlertInstance.Inactive;
import dev.wardstream.clinical.alerts.Families;
import dev.wardstream.clinical.engine.Action.Outcome;
import dev.wardstream.clinical.rules.Inactivation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Alarms that a person made inactive for a time: the audio of a patient's alarms, or a family of
 * the patient. Each has an end, and none changes what is decided and recorded.
 */
final class Inactivations {
  private Inactivations() {}

  /** The alarm of this family is off. */
  static boolean off(Patient patient, String family) {
    return !patient.book.isEmpty() && patient.book.alert(Families.alarmOff(family)) != null;
  }

  /** Audio is paused, and the alarm did not become HIGH since. */
  static boolean muted(Patient patient, AlertInstance alert) {
    AlertInstance pause = patient.book.alert(Families.AUDIO_PAUSE);
    Inactive inactive = pause == null ? null : pause.inactivation();
    if (inactive == null) {
      return false;
    }
    Instant high = alert.signal().highSince();
    return high == null || high.isBefore(inactive.from());
  }

  static Outcome pause(Shift shift, Action action) {
    Inactivation limits = shift.plan().rules.inactivation();
    Instant given = action.until();
    Instant until = given == null ? shift.now().plus(limits.pause()) : given;
    return begin(
        shift, action, AlertEventType.PAUSED, Families.AUDIO_PAUSE, until, limits.maxPause());
  }

  static Outcome off(Shift shift, Action action) {
    String family = action.family();
    String reason = action.note();
    if (family == null || !shift.plan().families.contains(family)) {
      return Outcome.UNKNOWN_FAMILY;
    }
    if (reason == null || reason.isBlank()) {
      return Outcome.NO_REASON;
    }
    Instant until = action.until();
    Duration longest = shift.plan().rules.inactivation().maxOff();
    return until == null
        ? Outcome.BAD_END
        : begin(shift, action, AlertEventType.ALARM_OFF, Families.alarmOff(family), until, longest);
  }

  private static Outcome begin(
      Shift shift,
      Action action,
      AlertEventType type,
      String family,
      Instant until,
      Duration longest) {
    if (!until.isAfter(shift.now()) || until.isAfter(shift.now().plus(longest))) {
      return Outcome.BAD_END;
    }
    shift
        .book()
        .inactivate(type, family, new Inactive(shift.now(), until, action.user(), action.note()));
    showAll(shift);
    return Outcome.DONE;
  }

  static Outcome end(Shift shift, String family, @Nullable String user) {
    AlertInstance inactivation = shift.book().alert(family);
    if (inactivation == null) {
      return Outcome.ALREADY;
    }
    boolean pause = family.equals(Families.AUDIO_PAUSE);
    shift
        .book()
        .activate(
            pause ? AlertEventType.RESUMED : AlertEventType.ALARM_ON,
            inactivation,
            user,
            shift.now());
    if (!pause) {
      shift.book().restartClock(family.substring(Families.alarmOff("").length()), shift.now());
    }
    showAll(shift);
    return Outcome.DONE;
  }

  private static void showAll(Shift shift) {
    for (AlertInstance alert : shift.book().alerts()) {
      if (alert.inactivation() == null) {
        shift.showAnew(alert.family());
      }
    }
  }
}
