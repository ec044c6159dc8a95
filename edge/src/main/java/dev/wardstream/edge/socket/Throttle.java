package dev.wardstream.edge.socket;

import dev.wardstream.edge.limit.Seat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds one connection to its rates. What exceeds them is refused with {@code RATE}, each request
 * with its own answer; a peer that has been told {@value #TOLD} times and goes on is not read for
 * {@link #PAUSE}: TCP makes it wait, and nothing it has sent is lost. Owned by the I/O thread.
 */
final class Throttle {
  /** How long a connection that does not slow down is not read. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int TOLD = 100;

  private final Seat seat;
  private long now;
  private long bytesWait;
  private int told;
  private boolean paused;

  Throttle(Seat seat) {
    this.seat = seat;
  }

  /** A message has come. */
  void message(int length, long nanoTime) {
    now = nanoTime;
    bytesWait = seat.bytes(length, nanoTime);
  }

  /** The next request of the message, or of the server's own making; null when it is granted. */
  @Nullable Refusal request() {
    var wait = bytesWait > 0 ? bytesWait : seat.requests(1, now);
    if (wait == 0) {
      return null;
    }
    told++;
    return Refusal.rate(wait);
  }

  /** A control frame has come: it counts, but is not answered. */
  void control(long nanoTime) {
    if (seat.requests(1, nanoTime) > 0) {
      told++;
    }
  }

  /** Whether the peer has been told often enough; true once, then it is to be paused. */
  boolean begins() {
    if (paused || told < TOLD) {
      return false;
    }
    paused = true;
    return true;
  }

  boolean isPaused() {
    return paused;
  }

  void resume() {
    paused = false;
    told = 0;
  }
}
