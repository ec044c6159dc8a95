package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.rules.RateRule;
import org.jspecify.annotations.Nullable;

/**
 * How far a patient is on one ladder: a machine per level, and for a rate the window behind the
 * newest sample. Owned by the patient's thread.
 */
final class Climb {
  int fingerprint;
  final Machine[] machines;

  /** Follows from the samples and is not kept; null until it is needed. */
  @Nullable RateWindow window;

  Climb(Ladder ladder) {
    this(ladder.fingerprint, ladder.rungs.size());
  }

  Climb(int fingerprint, int levels) {
    this.fingerprint = fingerprint;
    machines = new Machine[levels];
    for (int i = 0; i < machines.length; i++) {
      machines[i] = new Machine();
    }
  }

  /** Bit n is set while level n is active. */
  int active() {
    int active = 0;
    for (int i = 0; i < machines.length; i++) {
      active |= machines[i].active ? 1 << i : 0;
    }
    return active;
  }

  boolean idle() {
    for (Machine machine : machines) {
      if (!machine.idle()) {
        return false;
      }
    }
    return true;
  }

  /** Builds the window from the samples, this one the newest; how far it lies beyond the rest. */
  long warm(RateRule rule, Shift shift, Sample newest) {
    RateWindow built = new RateWindow(rule);
    long distance = RateWindow.UNDEFINED;
    long from = Math.max(newest.time() - rule.window().toMillis(), 0);
    for (Sample sample : shift.history().between(rule.vital(), from, newest.time())) {
      distance = built.distance(sample.time(), sample.value());
    }
    window = built;
    return distance;
  }
}
