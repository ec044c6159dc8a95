package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.vitals.Fixed;
import dev.wardstream.clinical.vitals.Vital;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one accepted sample by the ladders of its vital. A sample in order moves each machine
 * one step; one out of order has the machines run again over every sample later than their last
 * transition. Transitions are final: late data can raise, enable or postpone, never retract.
 */
final class Climbing {
  private final Shift shift;
  private final Vital vital;
  private final Sample sample;
  private final boolean inOrder;
  private final long seqBefore;

  /** Created with the first transition: hardly any sample is one. */
  private @Nullable List<Transition> transitions;

  private Climbing(Shift shift, Vital vital, Sample sample, boolean inOrder) {
    this.shift = shift;
    this.vital = vital;
    this.sample = sample;
    this.inOrder = inOrder;
    seqBefore = shift.book().seq();
  }

  /** A sample of a vital; shock index is evaluated later, with its event time as a whole. */
  static void of(Shift shift, Vital vital, Sample sample, long shown, boolean inOrder) {
    Climbing climbing = new Climbing(shift, vital, sample, inOrder);
    List<Ladder> ladders = shift.plan().ladders(vital);
    int[] before = new int[ladders.size()];
    for (int i = 0; i < before.length; i++) {
      Ladder ladder = ladders.get(i);
      if (!(ladder.rule instanceof ShockIndexRule)) {
        before[i] = climbing.active(ladder);
        climbing.move(ladder, shown);
      }
    }
    climbing.tell(ladders, before);
    for (int i = 0; i < before.length; i++) {
      Ladder ladder = ladders.get(i);
      if (!(ladder.rule instanceof ShockIndexRule)) {
        climbing.follow(ladder);
      }
    }
  }

  /** The systolic pressure accepted at this time, after everything else of that time. */
  static void shock(Shift shift, long time) {
    for (Ladder ladder : shift.plan().ladders(Vital.SBP)) {
      if (ladder.rule instanceof ShockIndexRule) {
        Series series = shift.series(Vital.SBP);
        boolean newest = time == series.newest;
        Sample sample = newest(shift, time);
        if (sample != null) {
          Climbing climbing = new Climbing(shift, Vital.SBP, sample, newest);
          int before = climbing.active(ladder);
          climbing.move(ladder, Fixed.shown(Vital.SBP, sample.value()));
          climbing.tell(List.of(ladder), new int[] {before});
          climbing.follow(ladder);
        }
      }
    }
  }

  private static @Nullable Sample newest(Shift shift, long time) {
    List<Sample> at = shift.history().between(Vital.SBP, time, time);
    return at.isEmpty() ? null : at.getFirst();
  }

  /** The value at this time has been corrected: look again at all that came after. */
  static void corrected(Shift shift, Vital vital, long time) {
    List<Ladder> ladders = shift.plan().ladders(vital);
    Climbing climbing = new Climbing(shift, vital, new Sample(time, 0, Evidence.NOWHERE), false);
    int[] before = new int[ladders.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = climbing.active(ladders.get(i));
      climbing.move(ladders.get(i), 0);
    }
    climbing.tell(ladders, before);
  }

  /** Which levels are active. */
  private int active(Ladder ladder) {
    return shift.binding().climbs[ladder.index].active();
  }

  /** Moves the machines of a ladder. */
  private void move(Ladder ladder, long shown) {
    Climb climb = shift.binding().climbs[ladder.index];
    if (!inOrder) {
      again(ladder, climb);
      return;
    }
    Fraction fraction = Fraction.plain(shown);
    switch (ladder.rule) {
      case RateRule rate -> {
        RateWindow known = climb.window;
        long distance =
            known == null
                ? climb.warm(rate, shift, sample)
                : known.distance(sample.time(), sample.value());
        fraction = Fraction.plain(distance);
        if (distance == RateWindow.UNDEFINED) {
          for (Machine machine : climb.machines) {
            machine.rewind();
          }
          return;
        }
      }
      case ShockIndexRule rule -> {
        Sample rate = Evidence.heartRate(shift, rule, sample.time());
        if (rate == null) {
          return;
        }
        fraction = Evidence.shockIndex(rate, sample);
      }
      default -> {}
    }
    step(ladder, climb, sample, fraction);
  }

  private void step(Ladder ladder, Climb climb, Sample at, Fraction fraction) {
    for (int level = 0; level < climb.machines.length; level++) {
      step(ladder, level, climb.machines[level], at, fraction);
    }
  }

  private void step(Ladder ladder, int level, Machine machine, Sample at, Fraction fraction) {
    if (machine.step(
        ladder, ladder.rungs.get(level), at.time(), fraction.numerator(), fraction.denominator())) {
      if (transitions == null) {
        transitions = new ArrayList<>(2);
      }
      transitions.add(new Transition(ladder, level, machine.active, at, fraction, machine.start));
    }
  }

  /**
   * A sample at or before T changes nothing; a later one means a new look at all after T, except at
   * what is settled: no late sample can join a run that began before, and what a rate was then
   * compared with may no longer be kept.
   */
  private void again(Ladder ladder, Climb climb) {
    long first = Long.MAX_VALUE;
    for (Machine machine : climb.machines) {
      if (sample.time() > machine.since) {
        machine.rewind();
        first = Math.min(first, machine.since);
      }
    }
    if (first == Long.MAX_VALUE) {
      return;
    }
    long newest = shift.series(vital).newest;
    long settled = newest - shift.plan().latenessMillis - ladder.runMillis();
    long from = Math.max(first == Machine.NEVER ? 0 : first + 1, settled);
    List<Evidence.Derived> all = Evidence.derive(shift, ladder, from, newest);
    for (int level = 0; level < climb.machines.length; level++) {
      Machine machine = climb.machines[level];
      if (sample.time() > machine.since) {
        long since = machine.since;
        for (Evidence.Derived later : all) {
          Fraction fraction = later.fraction();
          if (later.sample().time() <= since) {
            continue;
          }
          if (fraction == null) {
            machine.rewind();
          } else {
            step(ladder, level, machine, later.sample(), fraction);
          }
        }
      }
    }
  }

  /** In order of event time; what changed in one family at the same time is one event. */
  private void tell(List<Ladder> ladders, int[] before) {
    List<Transition> all = transitions;
    if (all == null) {
      return;
    }
    all.sort(
        Comparator.comparingLong(Transition::time).thenComparingInt(its -> its.ladder().index));
    int start = 0;
    for (int i = 1; i <= all.size(); i++) {
      Transition first = all.get(start);
      boolean more =
          i < all.size()
              && all.get(i).ladder() == first.ladder()
              && all.get(i).time() == first.time();
      if (!more) {
        int n = ladders.indexOf(first.ladder());
        before[n] = new Telling(shift, first.ladder()).tell(before[n], all.subList(start, i));
        start = i;
      }
    }
  }

  private void follow(Ladder ladder) {
    if (!shift.book().isEmpty()) {
      new Telling(shift, ladder).follow(sample, inOrder, seqBefore);
    }
  }
}
