package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.alerts.Families;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.List;

/**
 * SIGNAL_LOST, one technical family per series: raised at MEDIUM exactly S after the newest
 * accepted sample of the signal, cleared by one younger than S. Decided on platform time, so it is
 * never retrospective: what counts is that the signal is missing now.
 *
 * <p>What somebody observed is no signal: samples of an observation set neither begin this clock
 * nor stop it, unless they come from a device that is associated with the patient, as those of a
 * spot-check monitor do. A round would else be followed by an alarm for a monitor that nobody
 * connected, and would hide for S that a connected one is silent.
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
  private Silence() {}

  /** When the series counts as lost; MAX_VALUE while it is not watched or already lost. */
  static long deadline(Shift shift, Vital vital) {
    long reference = reference(shift, vital);
    if (reference == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    return shift.book().severity(shift.plan().lost(vital)) == Severity.NONE
        ? reference + shift.plan().silence(vital)
        : Long.MAX_VALUE;
  }

  /** The instant from which silence counts; {@link Long#MAX_VALUE} when it does not. */
  private static long reference(Shift shift, Vital vital) {
    long heard = shift.series(vital).heard;
    if (!shift.patient().associated) {
      return heard == Series.NONE ? Long.MAX_VALUE : heard;
    }
    long reference = Long.MAX_VALUE;
    for (Watch watch : shift.patient().watches) {
      long from = watch.fromMillis();
      if (heard >= from || watch.association().expects().contains(vital)) {
        reference = Math.min(reference, Math.max(heard, from));
      }
    }
    return reference;
  }

  static void raise(Shift shift, Vital vital, long deadlineMillis) {
    var cause =
        Cause.ofTime(Instant.ofEpochMilli(deadlineMillis), ">= " + text(shift, vital), List.of());
    shift.book().become(shift.plan().lost(vital), Severity.MEDIUM, cause, shift.now());
  }

  /** An accepted sample: a stale one from a backlog does not end the silence. */
  static void heard(Shift shift, Series series, Sample sample) {
    series.heard = Math.max(series.heard, sample.time());
    Vital vital = series.vital;
    if (shift.book().isEmpty()) {
      return;
    }
    String family = shift.plan().lost(vital);
    if (shift.book().severity(family) == Severity.NONE) {
      return;
    }
    long silence = shift.plan().silence(vital);
    if (shift.nowMillis() - sample.time() < silence) {
      var cause =
          Cause.ofTime(shift.now(), "< " + text(shift, vital), OffsetRange.of(List.of(sample)));
      shift.book().become(family, Severity.NONE, cause, shift.now());
    }
  }

  /** Whether a reading is of a signal, not of somebody who looked. */
  static boolean isSignal(Shift shift, String device, Reading reading) {
    if (reading.observationSet() == null) {
      return true;
    }
    for (Watch watch : shift.patient().watches) {
      if (watch.device().equals(device)) {
        return true;
      }
    }
    return false;
  }

  /** Nobody is measured any more: there is nothing to be lost. */
  static void disarmUnlessAssociated(Shift shift) {
    for (Watch watch : shift.patient().watches) {
      Association association = watch.association();
      if (association.covers(shift.now())) {
        return;
      }
    }
    for (AlertInstance alert : List.copyOf(shift.book().alerts())) {
      if (Families.isSignalLost(alert.family()) && alert.severity() != Severity.NONE) {
        var cause = Cause.ofTime(shift.now(), alert.limit(), List.of());
        shift.book().become(alert.family(), Severity.NONE, cause, shift.now());
      }
    }
  }

  /** When a lost signal becomes HIGH; MAX_VALUE while nothing physiological is at HIGH. */
  static long escalation(Shift shift, AlertInstance alert) {
    boolean candidate =
        alert.severity() == Severity.MEDIUM && Families.isSignalLost(alert.family());
    if (!candidate || !physiologicalHigh(shift)) {
      return Long.MAX_VALUE;
    }
    long wait = shift.plan().rules.timing().lostEscalation().toMillis();
    return alert.episodeAt().toEpochMilli() + wait;
  }

  static void escalate(Shift shift, String family) {
    long wait = shift.plan().rules.timing().lostEscalation().toSeconds();
    var cause = Cause.ofTime(shift.now(), ">= " + wait + " s", List.of());
    shift.book().become(family, Severity.HIGH, cause, shift.now());
  }

  /** Of the technical alerts only those two kinds ever become HIGH. */
  private static boolean physiologicalHigh(Shift shift) {
    for (AlertInstance alert : shift.book().alerts()) {
      boolean technical =
          Families.isSignalLost(alert.family()) || Families.isDelivery(alert.family());
      if (alert.severity() == Severity.HIGH && !technical) {
        return true;
      }
    }
    return false;
  }

  private static String text(Shift shift, Vital vital) {
    return shift.plan().silence(vital) / 1000 + " s";
  }
}
