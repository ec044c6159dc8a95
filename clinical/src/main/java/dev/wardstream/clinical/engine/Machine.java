package dev.wardstream.clinical.engine;

/**
 * One level of one family: active or not. While inactive it follows the run of violating samples,
 * while active the run of clearing ones; both count only samples later than its last transition.
 * The run is a summary, so that forgetting old samples never shortens it. Owned by the patient's
 * thread; times in epoch milliseconds.
 */
final class Machine {
  static final long NEVER = Long.MIN_VALUE;

  boolean active;

  /** T, event time of the last transition. */
  long since = NEVER;

  /** Samples of the trailing run; zero when the newest does not meet the limit. */
  int count;

  long start;
  long last;

  boolean idle() {
    return !active && count == 0 && since == NEVER;
  }

  /**
   * The next sample in event-time order, which is later than T.
   *
   * @return whether it is a transition; {@link #start} is then the first sample of its run
   */
  boolean step(Ladder ladder, Rung rung, long time, long numerator, long denominator) {
    Rung.Bar bar = active ? rung.clear() : rung.raise();
    if (ladder.violates(numerator, denominator, bar.limit()) == active) {
      count = 0;
      return false;
    }
    if (count == 0 || time - last > ladder.gapMillis) {
      count = 0;
      start = time;
    }
    count++;
    last = time;
    if (count >= bar.samples() && time - start >= bar.millis()) {
      active = !active;
      since = time;
      count = 0;
      return true;
    }
    return false;
  }

  /** As it was right after its last transition. */
  void rewind() {
    count = 0;
  }
}
