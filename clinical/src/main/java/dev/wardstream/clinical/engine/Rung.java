package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Fixed;

/** A level of a {@link Ladder} in the numbers of the hot path. Limits as {@link Fixed}. */
record Rung(Severity severity, Bar raise, Bar clear) {
  /** A limit and how long it must be met. */
  record Bar(long limit, long millis, int samples) {}

  static Rung of(Level level) {
    return new Rung(level.severity(), bar(level.raise()), bar(level.clear()));
  }

  private static Bar bar(dev.wardstream.clinical.rules.Hold hold) {
    return new Bar(Fixed.of(hold.limit()), hold.lasting().toMillis(), hold.samples());
  }
}
