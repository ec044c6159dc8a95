package dev.wardstream.cli.simulate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the patients' time runs against the wall clock. Readings never carry a time in the future: at
 * more than the speed of life the play starts in the past and has caught up with the wall clock
 * exactly when it ends.
 *
 * @param began when the play began, by the wall clock
 * @param first time of the patients at that moment
 * @param speed seconds of patients per second of wall clock, at least 1
 * @param length patients' time to play; null to go on until stopped
 */
public record Pace(Instant began, Instant first, double speed, @Nullable Duration length) {

  /** Shorter steps than this are not worth a wake-up; at speed 1 every reading has its own. */
  private static final Duration STEP = Duration.ofMillis(100);

  public Pace {
    if (!(speed >= 1)) {
      throw new IllegalArgumentException("the speed is at least 1, not " + speed);
    }
    if (speed > 1 && length == null) {
      throw new IllegalArgumentException("above speed 1 the play needs a length");
    }
    if (length != null && !length.isPositive()) {
      throw new IllegalArgumentException("the length is more than nothing, not " + length);
    }
  }

  /** At the speed of life, beginning now. */
  public static Pace live(Instant now, @Nullable Duration length) {
    return new Pace(now, now, 1, length);
  }

  /** Faster than life: begins in the past, ends at the present. */
  public static Pace catchingUp(Instant now, Duration length, double speed) {
    var lag = scaled(length, 1 - 1 / speed);
    return new Pace(now, now.minus(lag), speed, length);
  }

  /** Patients' time, so long after the beginning. */
  Instant eventAt(Duration sinceFirst) {
    return first.plus(sinceFirst);
  }

  /** Whether so long after the beginning there is still something to play. */
  boolean plays(Duration sinceFirst) {
    return length == null || sinceFirst.compareTo(length) < 0;
  }

  /** When the wall clock reaches that point of the play. */
  Instant dueAt(Duration sinceFirst) {
    var exact = scaled(sinceFirst, 1 / speed);
    if (speed > 1) {
      var steps = Math.ceilDiv(exact.toNanos(), STEP.toNanos());
      return began.plus(STEP.multipliedBy(steps));
    }
    return began.plus(exact);
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }
}
