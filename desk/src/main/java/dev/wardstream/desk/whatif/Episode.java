package dev.wardstream.desk.whatif;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A family in alarm, from raised to cleared.
 *
 * @param from when it was raised, platform time
 * @param to when it was cleared; null when it outlasted the run
 * @param severity highest that it reached
 * @param value that met the condition first; null for a technical one
 * @param limit that was met
 * @param retrospective already over when it was decided: never annunciated
 * @param readings that met the condition first
 */
record Episode(
    String family,
    Instant from,
    @Nullable Instant to,
    Severity severity,
    @Nullable String value,
    String limit,
    boolean retrospective,
    List<OffsetRange> readings) {
  Episode {
    readings = List.copyOf(readings);
  }

  static Episode raised(AlertEvent event) {
    return new Episode(
        event.family(),
        event.emittedAt(),
        null,
        event.severity(),
        event.value(),
        event.limit(),
        event.retrospective(),
        event.readings());
  }

  /** It has reached a severity. */
  Episode reached(Severity next) {
    return next.compareTo(severity) > 0
        ? new Episode(family, from, to, next, value, limit, retrospective, readings)
        : this;
  }

  /** It has ended. */
  Episode cleared(Instant at) {
    return new Episode(family, from, at, severity, value, limit, retrospective, readings);
  }

  /** Whether both were in alarm at the same time, or began together. */
  boolean meets(Episode other) {
    return from.equals(other.from) || (isBefore(from, other.to) && isBefore(other.from, to));
  }

  private static boolean isBefore(Instant from, @Nullable Instant to) {
    return to == null || from.isBefore(to);
  }
}
