package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInput;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.vitals.Fixed;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns transitions of one ladder into events of its family. Lives for one sample. */
final class Telling {
  private final Shift shift;
  private final Ladder ladder;
  private final Vital vital;

  Telling(Shift shift, Ladder ladder) {
    this.shift = shift;
    this.ladder = ladder;
    vital = ladder.vital;
  }

  /**
   * Transitions of one instant. The decisive level is the highest that became active, or the lowest
   * that ceased to be.
   *
   * @param active bit n was set while level n was active
   * @return the same after the transitions
   */
  int tell(int active, List<Transition> together) {
    Severity before = ladder.severity(active);
    int next = active;
    for (Transition transition : together) {
      next ^= 1 << transition.level();
    }
    Severity after = ladder.severity(next);
    boolean worse = after.compareTo(before) > 0;
    Transition decisive = null;
    for (Transition transition : together) {
      boolean higher = decisive != null && transition.level() > decisive.level();
      if (transition.active() == worse && (decisive == null || higher == worse)) {
        decisive = transition;
      }
    }
    if (decisive != null && after != before) {
      shift.book().become(ladder.family(), after, cause(decisive), shift.now());
    }
    return next;
  }

  private Cause cause(Transition transition) {
    List<Sample> run = shift.history().between(vital, transition.runStart(), transition.time());
    return cause(
        transition.at(),
        transition.met(),
        ladder.limitText(transition.level(), transition.active()),
        run);
  }

  private Cause cause(Sample at, @Nullable Fraction met, String limit, List<Sample> run) {
    AlertInstance alert = shift.book().alert(ladder.family());
    boolean plain = ladder.rule instanceof ThresholdRule;
    String value = plain ? Fixed.decimal(at.value()) : met == null ? null : met.text();
    String worst = alert == null || alert.latched() ? null : alert.worst();
    if (plain && (worst == null || worseBy(at, worst) > 0)) {
      worst = value;
    }
    List<AlertInput> inputs = List.of();
    List<Sample> readings = run;
    if (ladder.rule instanceof ShockIndexRule rule) {
      inputs = new ArrayList<>(2);
      readings = new ArrayList<>(run);
      Sample rate = Evidence.heartRate(shift, rule, at.time());
      if (rate != null) {
        inputs.add(input(Vital.HR, rate));
        readings.add(rate);
      }
      inputs.add(input(Vital.SBP, at));
    }
    return new Cause(
        Instant.ofEpochMilli(at.time()),
        value,
        plain ? worst : null,
        limit,
        null,
        !shift.fresh(at.time()),
        inputs,
        OffsetRange.of(readings));
  }

  private static AlertInput input(Vital vital, Sample sample) {
    return new AlertInput(
        vital, Fixed.text(vital, sample.value()), Instant.ofEpochMilli(sample.time()), null);
  }

  /** UPDATED: the first fresh sample of a silent episode, or a new worst value by a step. */
  void follow(Sample sample, boolean inOrder, long seqBefore) {
    AlertInstance alert = shift.book().alert(ladder.family());
    if (alert == null || alert.severity() == Severity.NONE) {
      return;
    }
    if (alert.retrospective()) {
      Sample first = firstFresh(alert, sample, inOrder);
      if (first != null) {
        update(alert, first);
      }
      return;
    }
    String worst = alert.worst();
    if (ladder.step > 0
        && alert.seq() <= seqBefore
        && worst != null
        && sample.time() > alert.episodeAt().toEpochMilli()
        && worseBy(sample, worst) >= ladder.step) {
      update(alert, sample);
    }
  }

  private void update(AlertInstance alert, Sample at) {
    for (int level = 0; level < ladder.rungs.size(); level++) {
      if (ladder.rungs.get(level).severity() == alert.severity()) {
        List<Evidence.Derived> derived = Evidence.derive(shift, ladder, at.time(), at.time());
        Fraction met = derived.isEmpty() ? null : derived.getFirst().fraction();
        shift
            .book()
            .update(alert, cause(at, met, ladder.limitText(level, true), List.of(at)), shift.now());
        return;
      }
    }
  }

  /**
   * In order, only the newest sample can be fresh: an earlier one would have been so when it came.
   * After a late one has raised, fresh samples may already be there; waiting for the next would be
   * a risk. A sample that is not evaluated tells nothing.
   */
  private @Nullable Sample firstFresh(AlertInstance alert, Sample sample, boolean inOrder) {
    long oldest = shift.nowMillis() - shift.plan().freshMillis;
    long episode = alert.episodeAt().toEpochMilli() + 1;
    long from = Math.max(oldest, inOrder ? sample.time() : episode);
    List<Evidence.Derived> fresh = Evidence.derive(shift, ladder, from, shift.series(vital).newest);
    return fresh.isEmpty() ? null : fresh.getFirst().sample();
  }

  private long worseBy(Sample at, String worst) {
    return ladder.worseBy(Fixed.shown(vital, at.value()), Fixed.shown(vital, Fixed.parse(worst)));
  }
}
