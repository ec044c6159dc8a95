package dev.wardstream.edge.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What one connection, one principal or one address takes. */
final class Account {
  private final Bucket requests;
  private final Bucket bytes;
  private final Share share = new Share();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger greeting = new AtomicInteger();
  private final AtomicInteger inProgress = new AtomicInteger();

  /**
   * @param weight multiplies the rate
   */
  Account(Rate rate, int weight, Duration burst) {
    var now = System.nanoTime();
    requests = new Bucket((long) rate.requests() * weight, burst, now);
    bytes = new Bucket((long) rate.bytes() * weight, burst, now);
  }

  /** Takes requests; 0 when granted, else the nanoseconds after which they would be. */
  long requests(int count, long now) {
    return requests.take(count, now);
  }

  /** Takes bytes; 0 when granted, else the nanoseconds after which they would be. */
  long bytes(int count, long now) {
    return bytes.take(count, now);
  }

  Share share() {
    return share;
  }

  /** Connections there are of it. */
  AtomicInteger connections() {
    return connections;
  }

  /** Those of them that have not authenticated yet. */
  AtomicInteger greeting() {
    return greeting;
  }

  /** HTTP requests of it that are not answered yet. */
  AtomicInteger inProgress() {
    return inProgress;
  }

  /** Whether it can be forgotten: nobody is there, and nothing is owed. */
  boolean isIdle(long now) {
    return connections.get() == 0
        && inProgress.get() == 0
        && requests.isFull(now)
        && bytes.isFull(now);
  }
}
