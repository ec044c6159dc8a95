package dev.wardstream.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wrong passwords by address, or by login names that nobody has: in memory, of this node, for the
 * last ones seen. Any thread.
 */
final class Attempts {
  private static final int KEPT = 50_000;

  private record Failed(int times, Instant last) {}

  private final BackOff backOff;
  private final Duration forgiven;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Failed> failures =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failed> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param forgiven time after which one failure is forgotten
   */
  Attempts(BackOff backOff, Duration forgiven) {
    this.backOff = backOff;
    this.forgiven = forgiven;
  }

  /** What is left to wait; zero or less when there is nothing. */
  Duration left(String key, Instant now) {
    lock.lock();
    try {
      var failed = failures.get(key);
      return failed == null
          ? Duration.ZERO
          : backOff.left(remembered(failed, now), failed.last(), now);
    } finally {
      lock.unlock();
    }
  }

  /** Counts one; gives how many there are now. */
  int failed(String key, Instant now) {
    lock.lock();
    try {
      var before = failures.get(key);
      var times = before == null ? 1 : remembered(before, now) + 1;
      failures.put(key, new Failed(times, now));
      return times;
    } finally {
      lock.unlock();
    }
  }

  /** How many are remembered. */
  int times(String key, Instant now) {
    lock.lock();
    try {
      var failed = failures.get(key);
      return failed == null ? 0 : remembered(failed, now);
    } finally {
      lock.unlock();
    }
  }

  private int remembered(Failed failed, Instant now) {
    var passed = Math.max(0, Duration.between(failed.last(), now).toMillis());
    return (int) Math.max(0, failed.times() - passed / forgiven.toMillis());
  }
}
