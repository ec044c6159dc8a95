package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.Resolution;
import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.vitals.Association;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns the inputs of one patient into alerts, windows and newest values by the rules in force.
 * Immutable and shareable between threads; patient and history belong to the caller, who applies
 * the inputs of a patient in order of their platform time and keeps patient and history in one
 * transaction.
 *
 * <p>Time is the time of the inputs. Before an input at instant A every timer due before A fires,
 * with its exact deadline as {@code emittedAt}; a timer due at A runs after the inputs at A, at the
 * next input or {@link #tick}. So ticks decide how soon timers fire, never what they emit. An input
 * older than the newest one is taken as arriving together with it.
 */
public final class Engine {
  private final RuleBook rules;

  /** Most patients go by an unadjusted profile and share its plan. */
  private final IdentityHashMap<RuleSet, Plan> plans = new IdentityHashMap<>();

  /** An engine by these rules. */
  public Engine(RuleBook rules) {
    this.rules = rules;
    for (RuleSet set : rules.sets().values()) {
      plans.put(set, new Plan(set));
    }
    plans.computeIfAbsent(rules.fallback(), Plan::new);
  }

  /** An engine with one rule set for everybody. */
  public Engine(RuleSet rules) {
    this(RuleBook.of(rules));
  }

  /** The rules it goes by. */
  public RuleBook rules() {
    return rules;
  }

  /** Every family that can occur by any of the rule sets. */
  public Set<String> families() {
    Set<String> families = new TreeSet<>();
    plans.values().forEach(plan -> families.addAll(plan.families));
    return families;
  }

  /** A device sent readings that belong to this patient. */
  public Step put(Patient patient, Put put, SampleHistory history) {
    Shift shift = begin(patient, put.arrival(), history);
    SeenPuts seen = patient.seen.getOrDefault(put.device(), SeenPuts.NONE);
    if (seen.contains(put.boot(), put.seq(), patient.now)) {
      return shift.step(Collections.nCopies(put.readings().size(), Disposition.DUPLICATE), null);
    }
    patient.seen =
        SeenPuts.remember(
            patient.seen, put.device(), seen.with(put.boot(), put.seq(), patient.now), patient.now);
    List<Disposition> dispositions = new Placement(shift, put).run();
    Technical.clock(shift, put, dispositions);
    return shift.step(dispositions, null);
  }

  /**
   * A part of a put, of which nobody knew before that it belongs to this patient. It carries the
   * number of its put, of which another part may have come already, so it is neither held against
   * the puts that were seen nor remembered among them: whoever moves a part moves it once. Should a
   * reading come again all the same, the value that is there holds. When a part was moved says
   * nothing about the clock of the device.
   */
  public Step rehome(Patient patient, Put part, SampleHistory history) {
    Shift shift = begin(patient, part.arrival(), history);
    return shift.step(new Placement(shift, part).run(), null);
  }

  /** A person did something about an alert. */
  public Step act(Patient patient, Action action, SampleHistory history) {
    Shift shift = begin(patient, action.at(), history);
    Action.Outcome outcome = Actions.act(shift, action);
    return shift.step(List.of(), outcome);
  }

  /** What is known of a device's associations changed. */
  public Step associate(Patient patient, AssociationChange change, SampleHistory history) {
    Shift shift = begin(patient, change.at(), history);
    List<Watch> watches = new ArrayList<>(patient.watches);
    watches.removeIf(watch -> watch.device().equals(change.device()));
    boolean known = patient.associated;
    for (Association interval : change.intervals()) {
      if (interval.patient().equals(patient.id)) {
        known = true;
        Watch watch = Watch.of(change.device(), interval);
        if (watch.endMillis() > patient.now) {
          watches.add(watch);
        }
      }
    }
    if (known) {
      patient.watches = List.copyOf(watches);
      patient.associated = true;
      patient.rareChange = true;
      Silence.disarmUnlessAssociated(shift);
    }
    return shift.step(List.of(), null);
  }

  /** What is known of the patient beside the readings changed. */
  public Step care(Patient patient, Care care, Instant at, SampleHistory history) {
    Shift before = begin(patient, at, history);
    patient.care = care;
    patient.rareChange = true;
    patient.binding = null;
    return before.with(inForce(patient)).step(List.of(), null);
  }

  /**
   * Fires every timer due at or before now, in order. Call it only when every input that arrived at
   * or before now has been applied: readings that have arrived but are not applied yet are not
   * silence.
   */
  public Step tick(Patient patient, Instant now, SampleHistory history) {
    Shift shift = new Shift(patient, known(patient), history);
    Timers.fire(shift, now.toEpochMilli());
    return shift.step(List.of(), null);
  }

  /** When the next timer is due, epoch milliseconds; empty when none is set. */
  public OptionalLong nextDeadline(Patient patient) {
    if (patient.binding == null) {
      Shift shift = new Shift(patient, bound(patient), SampleHistory.NONE);
      patient.deadline = Timers.next(shift);
    }
    return patient.deadline == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(patient.deadline);
  }

  /**
   * The NEWS2 of the patient as of its newest evaluation; empty where the profile has none, and
   * before the first value it is made of. Leaves the patient as it is.
   */
  public Optional<EarlyWarning> news2(Patient patient) {
    Binding known = stillBound(patient);
    Plan plan = known == null ? plan(patient) : known.plan;
    boolean scored = plan.news2 != null && patient.scores.tau != Scores.NONE;
    boolean refused =
        patient.care.news2NotApplicable() != null
            && !rules.of(patient.care.profile()).rules(News2Rule.class).isEmpty();
    return scored || refused
        ? Optional.of(
            EarlyWarning.of(patient, plan.scores, Binding.scale2(patient.care, patient.now())))
        : Optional.empty();
  }

  /** A timer due at the instant of an input runs after it; those before it by the rules before. */
  private Shift begin(Patient patient, Instant at, SampleHistory history) {
    long atMillis = at.toEpochMilli();
    boolean warm = patient.binding != null;
    Shift shift = new Shift(patient, known(patient), history);
    if (!warm || patient.deadline < atMillis) {
      Timers.fire(shift, atMillis - 1);
    }
    shift.advance(atMillis);
    Binding binding = inForce(patient);
    return binding == shift.binding() ? shift : shift.with(binding);
  }

  /** The rules by which the patient was decided about last. */
  private Binding known(Patient patient) {
    Binding known = patient.binding;
    return known == null ? bound(patient) : known;
  }

  /** The rules in force now, and nothing left of those before. */
  private Binding inForce(Patient patient) {
    Binding binding = bound(patient);
    binding.settle(patient);
    return binding;
  }

  /** The rules in force for the patient now; alerts they do not know are still open. */
  private Binding bound(Patient patient) {
    Binding known = stillBound(patient);
    return known == null ? Binding.bind(this, plan(patient), patient, patient.now) : known;
  }

  /** Null when the rules in force are not, or no longer, those the patient is bound to. */
  private @Nullable Binding stillBound(Patient patient) {
    Binding known = patient.binding;
    return known != null && known.engine == this && patient.now < known.until ? known : null;
  }

  private Plan plan(Patient patient) {
    RuleSet profile = rules.of(patient.care.profile());
    RuleSet resolved = Resolution.of(profile, patient.id, patient.care, patient.now());
    Plan plan = plans.get(resolved);
    return plan == null ? new Plan(resolved) : plan;
  }
}
