package dev.wardstream.push.hub;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one session may keep waiting, over all its subscriptions, in bytes.
 *
 * <p>Safe from any thread: whoever offers takes from it, the session's I/O thread gives back.
 */
public final class Budget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public Budget(long limitBytes) {
    this.limit = limitBytes;
  }

  boolean take(int bytes) {
    var after = used.addAndGet(bytes);
    if (after <= limit || after == bytes) { // one alone is let through, whatever its size
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Less than half is used: there is room for what is read again without pressing live data. */
  boolean isComfortable() {
    return used.get() < limit / 2;
  }

  /** Bytes waiting now. */
  public long used() {
    return used.get();
  }
}
