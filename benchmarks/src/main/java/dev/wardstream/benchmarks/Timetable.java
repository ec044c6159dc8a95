package dev.wardstream.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * When each reading of a steady load is meant to be sent: one per bed and second, evenly spread.
 * Delays are counted from there, so a load that falls behind makes them longer, not fewer.
 *
 * @param beds one reading per second each
 * @param startNanos {@link System#nanoTime} of reading 0
 * @param startMillis the same by the clock
 * @param warmUpSeconds not counted
 * @param seconds counted, after those
 */
record Timetable(int beds, long startNanos, long startMillis, int warmUpSeconds, int seconds) {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Readings altogether. */
  long readings() {
    return (long) beds * (warmUpSeconds + seconds);
  }

  long dueNanos(int bed, long second) {
    return startNanos + second * SECOND_NANOS + bed * SECOND_NANOS / beds;
  }

  /** The time of measurement a device gives. */
  long timeMillis(int bed, long second) {
    return startMillis + second * 1_000 + bed * 1_000L / beds;
  }

  /** The second of a bed's reading with this time; -1 when it has none. */
  long second(int bed, long timeMillis) {
    long sinceFirst = timeMillis - timeMillis(bed, 0);
    return sinceFirst >= 0 && sinceFirst % 1_000 == 0 ? sinceFirst / 1_000 : -1;
  }

  boolean counts(long second) {
    return second >= warmUpSeconds;
  }
}
