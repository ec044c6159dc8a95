package dev.wardstream.ingest.record;

import dev.wardstream.edge.limit.Share;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are sent and not acknowledged, of all and of each principal. Safe from any thread.
 *
 * <p>A principal may have as much in flight as is still free (the dynamic threshold of Choudhury
 * and Hahne, IEEE/ACM Transactions on Networking 6(2), 1998): one that floods gets half of the
 * whole, two get a third each, and there is always room for those who send little. When Kafka
 * acknowledges nothing for a while, nothing more is taken.
 */
final class InFlight {
  /** A connection may always have so many bytes unanswered. */
  private static final int LEAST_CREDIT = 16 << 10;

  private final long limit;
  private final long stallNanos;
  private final AtomicLong bytes = new AtomicLong();
  private volatile long progress = System.nanoTime();

  InFlight(long limit, Duration stall) {
    this.limit = limit;
    stallNanos = stall.toNanos();
  }

  /**
   * Takes bytes; null when they may be sent, else they were not taken.
   *
   * @param now {@link System#nanoTime}
   */
  @Nullable Unavailable take(int count, @Nullable Share share, long now) {
    var all = bytes.addAndGet(count);
    var why = whyNot(all, count, now);
    if (why == null && share != null) {
      var own = share.add(count);
      if (own > count && own > limit - all) {
        share.add(-count);
        why = Unavailable.SHARE;
      }
    }
    if (why != null) {
      bytes.addAndGet(-count);
    }
    return why;
  }

  private @Nullable Unavailable whyNot(long all, int count, long now) {
    if (all == count) {
      progress = now; // the first after a rest: Kafka's time begins
    } else if (now - progress > stallNanos) {
      return Unavailable.STALLED;
    }
    return all > limit ? Unavailable.FULL : null;
  }

  /** Gives back what was taken. */
  void give(int count, @Nullable Share share) {
    bytes.addAndGet(-count);
    if (share != null) {
      share.add(-count);
    }
  }

  /** Kafka has acknowledged something. */
  void progressed(long now) {
    progress = now;
  }

  boolean isStalled(long now) {
    return bytes.get() > 0 && now - progress > stallNanos;
  }

  /** A connection's part of what is free, as it has {@code most} when all is. */
  int credit(int most) {
    var free = Math.max(0, limit - bytes.get());
    return Math.max(Math.min(LEAST_CREDIT, most), (int) (most * free / limit));
  }

  long bytes() {
    return bytes.get();
  }
}
