package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.rules.RuleSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Turns the inputs of one patient into alerts, minutes and latest values by one rule set. Stateless
 * and shareable between threads; state and history belong to the caller, who applies the inputs of
 * a patient in order of their platform time and keeps next state and history in one transaction.
 *
 * <p>Time is the time of the inputs. Before an input at instant A every timer due before A fires,
 * with its exact deadline as {@code emittedAt}; a timer due at A runs after the inputs at A, at the
 * next input or {@link #tick}. So ticks decide how soon timers fire, never what they emit.
 */
public final class Engine {
  private final RuleSet rules;

  /** An engine by these rules. */
  public Engine(RuleSet rules) {
    this.rules = rules;
  }

  /** The rules it goes by. */
  public RuleSet rules() {
    return rules;
  }

  /** A device sent readings that belong to this patient. */
  public Step put(PatientState state, Put put, SampleHistory history) {
    return new Step(state, List.of(), List.of(), List.of(), false, null);
  }

  /** A person did something about an alert. */
  public Step act(PatientState state, Action action, SampleHistory history) {
    return new Step(state, List.of(), List.of(), List.of(), false, null);
  }

  /** What is known of a device's associations changed. */
  public Step associate(PatientState state, AssociationChange change, SampleHistory history) {
    return new Step(state, List.of(), List.of(), List.of(), false, null);
  }

  /**
   * Fires every timer due at or before now, in order. Call it only when every input that arrived at
   * or before now has been applied: readings that have arrived but are not applied yet are not
   * silence.
   */
  public Step tick(PatientState state, Instant now, SampleHistory history) {
    return new Step(state, List.of(), List.of(), List.of(), false, null);
  }

  /** When the next timer is due; empty when none is set. Costs no look at the history. */
  public Optional<Instant> nextDeadline(PatientState state) {
    return Optional.empty();
  }
}
