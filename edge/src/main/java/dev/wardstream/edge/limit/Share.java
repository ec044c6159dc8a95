package dev.wardstream.edge.limit;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that one principal has on their way to the log, over all its connections. */
public final class Share {
  private final AtomicLong bytes = new AtomicLong();

  /** Adds; how much it is then. */
  public long add(long count) {
    return bytes.addAndGet(count);
  }
}
