package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.alerts.Marks;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A patient bound to the rules in force: which plan, until when, and the machines in its order.
 *
 * <p>When the rules of a patient change in mid-episode, what was emitted stays. A family whose rule
 * changed counts its runs anew from the next sample on; its active levels stay active and clear by
 * the new limit. A family that is no longer watched is cleared at once.
 */
final class Binding {
  final Engine engine;
  final Plan plan;
  final Climb[] climbs;
  final boolean scale2;
  private boolean settled;

  /** Platform time from which a prescription begins or ends. */
  final long until;

  private Binding(Engine engine, Plan plan, Patient patient, long now) {
    this.engine = engine;
    this.plan = plan;
    scale2 = scale2(patient.care, Instant.ofEpochMilli(now));
    until = nextChange(patient.care, now);
    climbs = new Climb[plan.ladders.size()];
    for (Ladder ladder : plan.ladders) {
      Climb known = patient.climbs.get(ladder.family());
      climbs[ladder.index] = known == null ? new Climb(ladder) : adopt(known, ladder);
      patient.climbs.put(ladder.family(), climbs[ladder.index]);
    }
  }

  /** Binds the patient. */
  static Binding bind(Engine engine, Plan plan, Patient patient, long now) {
    Binding binding = new Binding(engine, plan, patient, now);
    patient.binding = binding;
    patient.book.rules(plan.rules.id(), instance -> marks(patient, plan, instance));
    patient.climbs.keySet().removeIf(family -> !plan.families.contains(family));
    for (Series series : patient.series) {
      if (series != null) {
        series.median = null;
      }
    }
    return binding;
  }

  /** Whether scale 2 of NEWS2 is prescribed. */
  static boolean scale2(Care care, Instant at) {
    return care.prescriptions().stream()
        .anyMatch(its -> its instanceof Care.Scale2 && its.inForce(at));
  }

  /** Clears the alerts of families no longer watched; once, with the first input. */
  void settle(Patient patient) {
    if (!settled) {
      settled = true;
      clearUnwatched(patient, patient.now());
    }
  }

  private static Climb adopt(Climb known, Ladder ladder) {
    if (known.fingerprint == ladder.fingerprint) {
      return known;
    }
    Climb anew = new Climb(ladder);
    for (int i = 0; i < anew.machines.length; i++) {
      if (known.machines.length == anew.machines.length) {
        anew.machines[i].active = known.machines[i].active;
        anew.machines[i].since = known.machines[i].since;
      }
    }
    return anew;
  }

  private void clearUnwatched(Patient patient, Instant now) {
    for (AlertInstance alert : List.copyOf(patient.book.alerts())) {
      if (alert.inactivation() != null || alert.severity() == Severity.NONE) {
        continue;
      }
      Severity left = alert.severity();
      if (!plan.families.contains(alert.family())) {
        left = Severity.NONE;
      }
      for (Ladder ladder : plan.ladders) {
        if (ladder.family().equals(alert.family())) {
          left = ladder.severity(climbs[ladder.index].active());
        }
      }
      if (left.compareTo(alert.severity()) < 0) {
        patient.book.become(
            alert.family(), left, Cause.ofTime(now, "no longer watched", List.of()), now);
        patient.rareChange = true;
      }
    }
  }

  private static long nextChange(Care care, long now) {
    long next = Long.MAX_VALUE;
    for (Care.Prescription prescription : care.prescriptions()) {
      long from = prescription.from().toEpochMilli();
      Instant end = prescription.until();
      long to = end == null ? Long.MAX_VALUE : end.toEpochMilli();
      next = from > now ? Math.min(next, from) : next;
      next = to > now ? Math.min(next, to) : next;
    }
    return next;
  }

  private static Marks marks(Patient patient, Plan plan, AlertInstance alert) {
    if (alert.inactivation() != null) {
      return Marks.NONE;
    }
    Vital vital = plan.vitalOf(alert.family());
    boolean stale = vital != null && patient.book.severity(plan.lost(vital)) != Severity.NONE;
    return new Marks(
        Inactivations.off(patient, alert.family()), Inactivations.muted(patient, alert), stale);
  }

  @Nullable Vital vitalOfLost(String family) {
    for (Vital vital : plan.rules.silence().keySet()) {
      if (plan.lost(vital).equals(family)) {
        return vital;
      }
    }
    return null;
  }
}
