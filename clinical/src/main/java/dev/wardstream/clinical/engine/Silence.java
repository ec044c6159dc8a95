package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * SIGNAL_LOST, one technical family per series: raised at MEDIUM exactly S after the newest
 * accepted sample, cleared by an accepted sample younger than S. Decided on platform time, so it is
 * never retrospective: what counts is that the signal is missing now.
 *
 * <p>Which series are watched:
 *
 * <ul>
 *   <li>no association of the patient has ever been known: every series from its first sample on;
 *   <li>otherwise, while an association lasts: the vitals it expects from its start on, and any
 *       other vital from its first sample within the association on;
 *   <li>when the last association has ended: none, and what was lost is cleared.
 * </ul>
 *
 * <p>A lost signal is an alert like any other: it is acknowledged, calls the next recipient group
 * and, once HIGH, latches. It becomes HIGH when it has been lost for five minutes while a
 * physiological alert of the patient is at HIGH, whichever of the two comes last, and stays HIGH
 * until it is cleared.
 */
final class Silence {
  private static final String PREFIX = "SIGNAL_LOST:";

  private Silence() {}

  static String family(Vital vital) {
    return PREFIX + vital.name();
  }

  static boolean technical(String family) {
    return family.startsWith(PREFIX);
  }

  /** When the series counts as lost; empty while it is not watched or already lost. */
  static OptionalLong deadline(Shift shift, Vital vital, Duration silence) {
    if (shift.book().severity(family(vital)) != Severity.NONE) {
      return OptionalLong.empty();
    }
    long reference = reference(shift, vital);
    return reference == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(reference + silence.toMillis());
  }

  /** The instant from which silence counts; {@link Long#MAX_VALUE} when it does not. */
  private static long reference(Shift shift, Vital vital) {
    Series series = shift.series(vital);
    long newest = series == null ? Long.MIN_VALUE : series.newestMillis();
    if (!shift.associated()) {
      return series == null ? Long.MAX_VALUE : newest;
    }
    long reference = Long.MAX_VALUE;
    for (Watch watch : shift.watches()) {
      Association association = watch.association();
      long from = association.from().toEpochMilli();
      if (association.expects().contains(vital) || newest >= from) {
        reference = Math.min(reference, Math.max(newest, from));
      }
    }
    return reference;
  }

  static void raise(Shift shift, Vital vital, Duration silence, long deadlineMillis) {
    var cause =
        Cause.ofTime(Instant.ofEpochMilli(deadlineMillis), ">= " + text(silence), List.of());
    shift.book().become(family(vital), Severity.MEDIUM, cause, shift.now());
  }

  /** An accepted sample: a stale one from a backlog does not end the silence. */
  static void heard(Shift shift, Vital vital, Sample sample) {
    String family = family(vital);
    if (shift.book().severity(family) == Severity.NONE) {
      return;
    }
    Duration silence = shift.rules().silence().getOrDefault(vital, Duration.ZERO);
    boolean young = shift.nowMillis() - sample.time().toEpochMilli() < silence.toMillis();
    if (young || silence.isZero()) {
      var cause = Cause.ofTime(shift.now(), "< " + text(silence), OffsetRange.of(List.of(sample)));
      shift.book().become(family, Severity.NONE, cause, shift.now());
    }
  }

  /** Nobody is measured any more: there is nothing to be lost. */
  static void disarmUnlessAssociated(Shift shift) {
    for (Watch watch : shift.watches()) {
      if (watch.association().covers(shift.now())) {
        return;
      }
    }
    for (AlertInstance alert : List.copyOf(shift.book().alerts())) {
      if (technical(alert.family()) && !alert.latched()) {
        var cause = Cause.ofTime(shift.now(), alert.limit(), List.of());
        shift.book().become(alert.family(), Severity.NONE, cause, shift.now());
      }
    }
  }

  /** When a lost signal becomes HIGH; empty while nothing physiological is at HIGH. */
  static OptionalLong escalation(Shift shift, AlertInstance alert) {
    boolean candidate = technical(alert.family()) && alert.severity() == Severity.MEDIUM;
    if (!candidate || !physiologicalHigh(shift)) {
      return OptionalLong.empty();
    }
    long wait = shift.rules().timing().lostEscalation().toMillis();
    return OptionalLong.of(alert.episodeAt().toEpochMilli() + wait);
  }

  static void escalate(Shift shift, String family) {
    var limit = ">= " + text(shift.rules().timing().lostEscalation());
    shift
        .book()
        .become(family, Severity.HIGH, Cause.ofTime(shift.now(), limit, List.of()), shift.now());
  }

  private static boolean physiologicalHigh(Shift shift) {
    for (AlertInstance alert : shift.book().alerts()) {
      if (alert.severity() == Severity.HIGH && !technical(alert.family())) {
        return true;
      }
    }
    return false;
  }

  private static String text(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
