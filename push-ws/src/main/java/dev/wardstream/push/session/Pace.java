package dev.wardstream.push.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a subscription is sent something: whenever there is, or the newest values after each
 * interval. I/O thread only.
 */
final class Pace {
  private final @Nullable Duration interval;
  private long due = System.nanoTime();

  private Pace(@Nullable Duration interval) {
    this.interval = interval;
  }

  /** Everything, at once. */
  static Pace every() {
    return new Pace(null);
  }

  /** The newest values, at most once an interval. */
  static Pace latest(Duration interval) {
    return new Pace(interval);
  }

  boolean isEvery() {
    return interval == null;
  }

  /** Whether the interval has passed: if so, the next one begins. */
  boolean begin() {
    var now = System.nanoTime();
    if (interval == null || now - due < 0) {
      return false;
    }
    due = now + interval.toNanos();
    return true;
  }

  /** How long it is until the next interval; at least a millisecond. */
  Duration pause() {
    if (interval == null) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(1 + Math.max(0, (due - System.nanoTime()) / 1_000_000));
  }
}
