package dev.wardstream.edge.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate with a burst, kept as the one point in time up to which everything taken is paid for (the
 * generic cell rate algorithm of ITU-T I.371). What is larger than the burst is granted when
 * nothing is owed, and owed then. Safe from any thread; nobody waits.
 */
final class Bucket {
  private static final long SECOND = 1_000_000_000L;

  private final long perSecond;
  private final long burstNanos;
  private final AtomicLong paidUntil;

  /**
   * @param burst how long the rate may be saved up
   * @param now {@link System#nanoTime}
   */
  Bucket(long perSecond, Duration burst, long now) {
    this.perSecond = perSecond;
    burstNanos = burst.toNanos();
    paidUntil = new AtomicLong(now);
  }

  private long nanos(long units) {
    return units * SECOND / perSecond;
  }

  /** Takes units; 0 when granted, else the nanoseconds after which they would be. */
  long take(long units, long now) {
    var cost = nanos(units);
    while (true) {
      var paid = paidUntil.get();
      var next = (paid - now > 0 ? paid : now) + cost;
      var excess = next - now - Math.max(burstNanos, cost);
      if (excess > 0) {
        return excess;
      }
      if (paidUntil.compareAndSet(paid, next)) {
        return 0;
      }
    }
  }

  /** Whether the whole burst is there again. */
  boolean isFull(long now) {
    return paidUntil.get() - now <= 0;
  }
}
