package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.vitals.Decimals;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one accepted sample by all threshold rules of its vital. A sample in order moves each
 * machine one step; one out of order has the machines run again over every sample later than their
 * last transition. Transitions are final: late data can raise, enable or postpone, never retract.
 */
final class Thresholds {
  private final List<ThresholdRule> rules;
  private final Vital vital;
  private final Shift shift;
  private final Sample sample;
  private final BigDecimal shown;
  private final boolean inOrder;
  private final List<Transition> transitions = new ArrayList<>(0);

  /**
   * An evaluation.
   *
   * @param rules all of the vital, at least one
   * @param sample already in the history
   * @param inOrder it is the newest of its series
   */
  Thresholds(
      List<ThresholdRule> rules, Shift shift, Sample sample, BigDecimal number, boolean inOrder) {
    this.rules = rules;
    this.shift = shift;
    this.sample = sample;
    this.inOrder = inOrder;
    vital = rules.getFirst().vital();
    shown = Decimals.display(vital, number);
  }

  /**
   * A level became active or ceased to be.
   *
   * @param rule index in the rules of the vital
   * @param level index in the levels of the rule
   * @param at the sample that completed the run
   * @param runStartMillis event time of the first sample of the run
   */
  private record Transition(int rule, int level, boolean active, Sample at, long runStartMillis) {
    Instant time() {
      return at.time();
    }
  }

  void evaluate() {
    boolean[][] active = new boolean[rules.size()][];
    for (int i = 0; i < rules.size(); i++) {
      active[i] = move(i);
    }
    long seqBefore = shift.book().seq();
    if (!transitions.isEmpty()) {
      emit(active);
    }
    for (ThresholdRule rule : rules) {
      AlertInstance alert = shift.book().alert(rule.family());
      if (alert != null && !alert.latched()) {
        follow(rule, alert, alert.seq() > seqBefore);
      }
    }
  }

  /** Moves the machines of a rule; tells which levels were active before. */
  private boolean[] move(int ruleIndex) {
    ThresholdRule rule = rules.get(ruleIndex);
    List<Machine> machines = shift.machines(rule);
    boolean[] active = new boolean[machines.size()];
    List<Machine> next = null;
    for (int i = 0; i < machines.size(); i++) {
      Machine machine = machines.get(i);
      active[i] = machine.active();
      Machine moved =
          inOrder ? step(ruleIndex, i, machine, sample, shown) : again(ruleIndex, i, machine);
      if (!moved.equals(machine)) {
        next = next == null ? new ArrayList<>(machines) : next;
        next.set(i, moved);
      }
    }
    if (next != null) {
      shift.put(rule, List.copyOf(next));
    }
    return active;
  }

  private Machine step(int rule, int level, Machine machine, Sample at, BigDecimal value) {
    long time = at.time().toEpochMilli();
    ThresholdRule by = rules.get(rule);
    Machine next = machine.after(by, by.levels().get(level), time, value);
    if (next.active() != machine.active()) {
      transitions.add(new Transition(rule, level, next.active(), at, machine.runStart(by, time)));
    }
    return next;
  }

  /** A sample at or before T changes nothing; a later one means a new look at all after T. */
  private Machine again(int rule, int level, Machine machine) {
    if (sample.time().toEpochMilli() <= machine.sinceMillis()) {
      return machine;
    }
    Instant from = Instant.ofEpochMilli(Math.max(machine.sinceMillis() + 1, 0));
    Machine next = machine.rewound();
    for (Sample later : shift.history().between(vital, from, newest())) {
      next = step(rule, level, next, later, shown(later.value()));
    }
    return next;
  }

  /** In order of event time; what changed in one family at the same time is one event. */
  private void emit(boolean[][] active) {
    transitions.sort(Comparator.comparing(Transition::time));
    int start = 0;
    for (int i = 1; i <= transitions.size(); i++) {
      Transition first = transitions.get(start);
      boolean more =
          i < transitions.size()
              && transitions.get(i).rule == first.rule
              && transitions.get(i).time().equals(first.time());
      if (!more) {
        emit(active[first.rule], transitions.subList(start, i));
        start = i;
      }
    }
  }

  /** The decisive level is the highest that became active, or the lowest that ceased to be. */
  private void emit(boolean[] active, List<Transition> together) {
    ThresholdRule rule = rules.get(together.getFirst().rule);
    for (Transition transition : together) {
      active[transition.level] = transition.active;
    }
    Severity before = shift.book().severity(rule.family());
    Severity after = severity(rule, active);
    boolean worse = after.compareTo(before) > 0;
    Transition decisive = null;
    for (Transition transition : together) {
      if (transition.active == worse && (worse || decisive == null)) {
        decisive = transition;
      }
    }
    if (decisive != null && after != before) {
      shift.book().become(rule.family(), after, cause(rule, decisive), shift.now());
    }
  }

  private static Severity severity(ThresholdRule rule, boolean[] active) {
    for (int i = active.length - 1; i >= 0; i--) {
      if (active[i]) {
        return rule.levels().get(i).severity();
      }
    }
    return Severity.NONE;
  }

  private Cause cause(ThresholdRule rule, Transition transition) {
    Level level = rule.levels().get(transition.level);
    String limit =
        transition.active
            ? rule.side().violationText(level.raise().limit())
            : rule.side().reliefText(level.clear().limit());
    List<Sample> run =
        shift
            .history()
            .between(vital, Instant.ofEpochMilli(transition.runStartMillis), transition.time());
    return cause(rule, transition.at, limit, run);
  }

  private Cause cause(ThresholdRule rule, Sample at, String limit, List<Sample> run) {
    AlertInstance alert = shift.book().alert(rule.family());
    String worst = alert == null || alert.latched() ? null : alert.worst();
    boolean newWorst = worst == null || worseBy(rule, at.value(), worst).signum() > 0;
    return new Cause(
        at.time(),
        at.value(),
        newWorst ? at.value() : worst,
        limit,
        !fresh(at.time()),
        OffsetRange.of(run));
  }

  /** UPDATED: the first fresh sample of a silent episode, or a new worst value by a step. */
  private void follow(ThresholdRule rule, AlertInstance alert, boolean toldAlready) {
    if (alert.retrospective()) {
      Sample first = firstFresh(alert);
      if (first != null) {
        update(rule, alert, first);
      }
      return;
    }
    String worst = alert.worst();
    if (!toldAlready
        && worst != null
        && sample.time().isAfter(alert.episodeAt())
        && worseBy(rule, sample.value(), worst).compareTo(rule.step()) >= 0) {
      update(rule, alert, sample);
    }
  }

  private void update(ThresholdRule rule, AlertInstance alert, Sample at) {
    for (Level level : rule.levels()) {
      if (level.severity() == alert.severity()) {
        String limit = rule.side().violationText(level.raise().limit());
        shift.book().update(alert, cause(rule, at, limit, List.of(at)), shift.now());
      }
    }
  }

  /**
   * In order, only this sample can be fresh: an earlier one would have been so when it came. After
   * a late one has raised, fresh samples may already be there; waiting for the next would be a
   * risk.
   */
  private @Nullable Sample firstFresh(AlertInstance alert) {
    if (inOrder) {
      return fresh(sample.time()) ? sample : null;
    }
    long episode = alert.episodeAt().toEpochMilli() + 1;
    long fresh = shift.nowMillis() - shift.rules().timing().freshness().toMillis();
    Instant from = Instant.ofEpochMilli(Math.max(episode, fresh));
    if (from.isAfter(newest())) {
      return null;
    }
    List<Sample> samples = shift.history().between(vital, from, newest());
    return samples.isEmpty() ? null : samples.getFirst();
  }

  private boolean fresh(Instant time) {
    return shift.nowMillis() - time.toEpochMilli() <= shift.rules().timing().freshness().toMillis();
  }

  private BigDecimal worseBy(ThresholdRule rule, String value, String than) {
    return rule.side().worseBy(shown(value), shown(than));
  }

  private BigDecimal shown(String value) {
    return Decimals.display(vital, new BigDecimal(value));
  }

  private Instant newest() {
    return shift.newest(vital);
  }
}
