package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.MinuteWindow;
import dev.wardstream.clinical.windows.Minutes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the inputs of one patient into alerts, minutes and latest values by one rule set. Stateless
 * and shareable between threads; state and history belong to the caller, who applies the inputs of
 * a patient in order of their platform time and keeps next state and history in one transaction.
 *
 * <p>Time is the time of the inputs. Before an input at instant A every timer due before A fires,
 * with its exact deadline as {@code emittedAt}; a timer due at A runs after the inputs at A, at the
 * next input or {@link #tick}. So ticks decide how soon timers fire, never what they emit. An input
 * older than the newest one is taken as arriving together with it.
 */
public final class Engine {
  private static final long MINUTE_MILLIS = MinuteWindow.SIZE.toMillis();

  private final RuleSet rules;
  private final Map<Vital, List<ThresholdRule>> rulesByVital = new EnumMap<>(Vital.class);
  private final long keepMillis;

  /** An engine by these rules. */
  public Engine(RuleSet rules) {
    this.rules = rules;
    for (ThresholdRule rule : rules.thresholds()) {
      rulesByVital.computeIfAbsent(rule.vital(), _ -> new ArrayList<>(2)).add(rule);
    }
    keepMillis = Retention.millis(rules);
  }

  /** The rules it goes by. */
  public RuleSet rules() {
    return rules;
  }

  /** A device sent readings that belong to this patient. */
  public Step put(PatientState state, Put put, SampleHistory history) {
    Shift shift = begin(state, put.arrival(), history);
    SeenPuts seen = shift.seen().getOrDefault(put.device(), SeenPuts.NONE);
    if (seen.contains(put.boot(), put.seq(), shift.nowMillis())) {
      return shift.step(Collections.nCopies(put.readings().size(), Disposition.DUPLICATE), null);
    }
    shift.seen(put.device(), seen.with(put.boot(), put.seq(), shift.nowMillis()));
    Intake.Judged[] judged = Intake.judge(put, rules.timing());
    Disposition[] dispositions = new Disposition[judged.length];
    for (int i = 0; i < judged.length; i++) {
      Intake.Judged one = judged[i];
      dispositions[i] =
          one.value() == null
              ? one.disposition()
              : place(shift, put, put.readings().get(i), one, one.value());
    }
    for (Vital vital : List.copyOf(shift.vitals())) {
      Timers.publish(shift, vital);
    }
    return shift.step(Collections.unmodifiableList(Arrays.asList(dispositions)), null);
  }

  /** Late, in conflict, or accepted. */
  private Disposition place(
      Shift shift, Put put, Reading reading, Intake.Judged judged, String value) {
    Vital vital = reading.vital();
    long time = reading.time().toEpochMilli();
    Sample sample = new Sample(Instant.ofEpochMilli(time), value, put.at());
    Series series = shift.series(vital);
    if (series != null) {
      long newest = series.newestMillis();
      if (time < newest - rules.timing().lateness().toMillis()) {
        return Disposition.LATE;
      }
      if (time == newest || (time < newest && shift.history().contains(vital, sample.time()))) {
        return Disposition.CONFLICT;
      }
    }
    accept(shift, put, vital, sample, judged);
    return Disposition.ACCEPTED;
  }

  private void accept(Shift shift, Put put, Vital vital, Sample sample, Intake.Judged judged) {
    shift.history().add(vital, sample);
    boolean inOrder = record(shift, put, vital, sample);
    List<ThresholdRule> applicable = rulesByVital.get(vital);
    if (applicable != null && judged.number() != null) {
      new Thresholds(applicable, shift, sample, judged.number(), inOrder).evaluate();
    }
    Silence.heard(shift, vital, sample);
  }

  /** Keeps the sample; tells whether it is the newest of its series. */
  private boolean record(Shift shift, Put put, Vital vital, Sample sample) {
    Series series = shift.series(vital);
    long time = sample.time().toEpochMilli();
    boolean inOrder = series == null || time > series.newestMillis();
    LatestValue latest =
        inOrder || series == null
            ? new LatestValue(vital, sample.value(), sample.time(), shift.now(), put.device())
            : series.latest();
    Minutes minutes = series == null ? Minutes.NONE : series.minutes();
    if (vital.numeric()) {
      minutes = minutes.accept(time, latest.time().toEpochMilli());
    }
    shift.put(vital, new Series(latest, minutes));
    boolean newMinute =
        series != null
            && Math.floorDiv(time, MINUTE_MILLIS)
                > Math.floorDiv(series.newestMillis(), MINUTE_MILLIS);
    if (newMinute) {
      Timers.publish(shift, vital);
      shift.history().purge(vital, Instant.ofEpochMilli(Math.max(time - keepMillis, 0)));
    }
    return inOrder;
  }

  /** A person did something about an alert. */
  public Step act(PatientState state, Action action, SampleHistory history) {
    Shift shift = begin(state, action.at(), history);
    return shift.step(List.of(), act(shift, action));
  }

  private static Action.Outcome act(Shift shift, Action action) {
    if (action.user().isBlank()) {
      return Action.Outcome.NO_USER;
    }
    AlertInstance alert = shift.book().find(action.alertId());
    if (alert == null) {
      return Action.Outcome.UNKNOWN_ALERT;
    }
    return switch (action.kind()) {
      case ACK -> {
        if (alert.acked()) {
          yield Action.Outcome.ALREADY;
        }
        shift.book().acknowledge(alert, action.user(), action.note(), shift.now());
        yield Action.Outcome.DONE;
      }
      case CLOSE -> {
        if (!alert.latched()) {
          yield Action.Outcome.STILL_ACTIVE;
        }
        shift.book().close(alert, action.user(), action.note(), shift.now());
        yield Action.Outcome.DONE;
      }
    };
  }

  /** What is known of a device's associations changed. */
  public Step associate(PatientState state, AssociationChange change, SampleHistory history) {
    Shift shift = begin(state, change.at(), history);
    List<Watch> watches = new ArrayList<>(shift.watches());
    watches.removeIf(watch -> watch.device().equals(change.device()));
    boolean known = shift.associated();
    for (Association interval : change.intervals()) {
      if (interval.patient().equals(state.patient())) {
        known = true;
        Watch watch = new Watch(change.device(), interval);
        if (watch.endMillis() > shift.nowMillis()) {
          watches.add(watch);
        }
      }
    }
    if (known) {
      shift.watches(watches);
      Silence.disarmUnlessAssociated(shift);
    }
    return shift.step(List.of(), null);
  }

  /**
   * Fires every timer due at or before now, in order. Call it only when every input that arrived at
   * or before now has been applied: readings that have arrived but are not applied yet are not
   * silence.
   */
  public Step tick(PatientState state, Instant now, SampleHistory history) {
    Shift shift = new Shift(state, rules, history);
    Timers.fire(shift, now.toEpochMilli());
    return shift.step(List.of(), null);
  }

  /** When the next timer is due; empty when none is set. Does not look at samples. */
  public Optional<Instant> nextDeadline(PatientState state) {
    Timer next = Timers.next(new Shift(state, rules, SampleHistory.NONE));
    return next == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next.atMillis()));
  }

  /** A timer due at the instant of an input runs after it. */
  private Shift begin(PatientState state, Instant at, SampleHistory history) {
    Shift shift = new Shift(state, rules, history);
    long atMillis = at.toEpochMilli();
    Timers.fire(shift, atMillis - 1);
    shift.advance(atMillis);
    return shift;
  }
}
