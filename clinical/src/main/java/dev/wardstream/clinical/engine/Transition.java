package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Sample;

/**
 * A level became active or ceased to be.
 *
 * @param level index in the levels of the ladder
 * @param at the sample that completed the run
 * @param met what met the limit
 * @param runStart event time of the first sample of the run
 */
record Transition(
    Ladder ladder, int level, boolean active, Sample at, Fraction met, long runStart) {
  long time() {
    return at.time();
  }
}
