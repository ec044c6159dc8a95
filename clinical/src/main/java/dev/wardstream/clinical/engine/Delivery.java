package dev.wardstream.clinical.engine;

import static java.util.Objects.requireNonNull;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.alerts.Families;
import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Alarms that reach nobody are alarms of their own: UNDELIVERED when no client confirmed an alert,
 * NOBODY_WATCHING when no client confirms anything at all.
 */
final class Delivery {
  private Delivery() {}

  /** When the oldest alert without a receipt gave its signal; MAX_VALUE: none waits. */
  private static long oldest(Shift shift) {
    long oldest = Long.MAX_VALUE;
    for (AlertInstance alert : shift.book().alerts()) {
      Instant since = alert.signal().since();
      if (since != null && waits(shift, alert)) {
        oldest = Math.min(oldest, since.toEpochMilli());
      }
    }
    return oldest;
  }

  private static boolean waits(Shift shift, AlertInstance alert) {
    return alert.signal().deliveredAt() == null
        && !alert.acked()
        && (alert.latched() || alert.severity().compareTo(Severity.MEDIUM) >= 0)
        && !Families.isDelivery(alert.family())
        && !Inactivations.off(shift.patient(), alert.family());
  }

  /** When UNDELIVERED is raised. */
  static long undelivered(Shift shift) {
    DeliveryRule rule = shift.plan().delivery;
    if (rule == null || shift.book().severity(rule.family()) != Severity.NONE) {
      return Long.MAX_VALUE;
    }
    long oldest = oldest(shift);
    return oldest == Long.MAX_VALUE ? oldest : oldest + rule.undelivered().toMillis();
  }

  /** When NOBODY_WATCHING is raised. */
  static long unwatched(Shift shift) {
    DeliveryRule rule = shift.plan().delivery;
    if (rule == null || shift.book().severity(DeliveryRule.NOBODY_WATCHING) != Severity.NONE) {
      return Long.MAX_VALUE;
    }
    long oldest = oldest(shift);
    return oldest == Long.MAX_VALUE
        ? oldest
        : Math.max(oldest, shift.patient().lastReceipt) + rule.unwatched().toMillis();
  }

  static void raiseUndelivered(Shift shift, long deadline) {
    DeliveryRule rule = requireNonNull(shift.plan().delivery);
    raise(shift, rule.family(), Severity.MEDIUM, rule.undelivered(), deadline);
  }

  static void raiseUnwatched(Shift shift, long deadline) {
    DeliveryRule rule = requireNonNull(shift.plan().delivery);
    raise(shift, DeliveryRule.NOBODY_WATCHING, Severity.HIGH, rule.unwatched(), deadline);
  }

  private static void raise(
      Shift shift, String family, Severity severity, Duration limit, long deadline) {
    var cause =
        Cause.ofTime(Instant.ofEpochMilli(deadline), ">= " + limit.toSeconds() + " s", List.of());
    shift.book().become(family, severity, cause, shift.now());
  }

  /** After each input and each timer: when nothing waits any more, both are over. */
  static void settle(Shift shift) {
    DeliveryRule rule = shift.plan().delivery;
    if (rule == null || shift.book().isEmpty()) {
      return;
    }
    clear(shift, rule.family());
    clear(shift, DeliveryRule.NOBODY_WATCHING);
  }

  private static void clear(Shift shift, String family) {
    if (shift.book().severity(family) != Severity.NONE && oldest(shift) == Long.MAX_VALUE) {
      var cause = Cause.ofTime(shift.now(), "a receipt", List.of());
      shift.book().become(family, Severity.NONE, cause, shift.now());
    }
  }
}
