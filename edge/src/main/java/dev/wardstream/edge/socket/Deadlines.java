package dev.wardstream.edge.socket;

import java.time.Duration;
import java.time.Instant;

/**
 * The deadlines of one connection, looked at once a tick by its I/O thread. Monotonic time, except
 * for the expiry of tokens, which is a point of wall-clock time.
 */
final class Deadlines {
  private final SocketContext context;
  private final SocketSession session;
  private final long opened = System.nanoTime();
  private long heard = opened;
  private long beaten = opened;
  private long leavingSince;
  private long began;
  private boolean receiving;

  Deadlines(SocketContext context, SocketSession session) {
    this.context = context;
    this.session = session;
  }

  /** The peer has shown a sign of life. */
  void heard(long now) {
    heard = now;
  }

  /** The peer is listened to again. */
  void resumed() {
    heard = System.nanoTime();
    began = heard;
  }

  /** Part of a message has come. */
  void began() {
    began = System.nanoTime();
    receiving = true;
  }

  /** A message has come as a whole. */
  void received(long now) {
    heard = now;
    receiving = false;
  }

  void leaving() {
    leavingSince = System.nanoTime();
  }

  /** Nobody has authenticated yet. */
  void greet() {
    if (passed(opened, context.limits().hello())) {
      session.close(CloseReason.NO_HELLO);
    } else if (isDribbling()) {
      session.close(CloseReason.IDLE);
    } else {
      checkSend();
    }
  }

  /** The conversation goes on. */
  void live(Instant expires) {
    var limits = context.limits();
    if (!context.clock().instant().isBefore(expires)) {
      session.close(CloseReason.TOKEN_EXPIRED);
    } else if (isDribbling()
        || (!session.isSuspended() && passed(heard, limits.heartbeat().plus(limits.pong())))) {
      session.close(CloseReason.IDLE);
    } else if (passed(beaten, limits.heartbeat())) {
      beaten = System.nanoTime();
      session.beat();
    }
    checkSend();
  }

  /** A message has begun that does not come to its end. */
  private boolean isDribbling() {
    return receiving && !session.isSuspended() && passed(began, context.limits().message());
  }

  private void checkSend() {
    var outbox = session.outbox;
    if (outbox.isSending() && passed(outbox.sendingSince(), context.limits().write())) {
      session.close(session.endpoint.stuck());
    }
  }

  /** The server wants to close. */
  void leave() {
    var outbox = session.outbox;
    var drain = context.limits().drain();
    if (outbox.isCloseSent()) {
      if (passed(outbox.closeSentAt(), drain)) {
        session.wire.abort();
      }
    } else if (passed(leavingSince, drain)) {
      if (outbox.isSending()) {
        session.wire.abort();
      } else {
        outbox.sendClose();
      }
    }
  }

  private static boolean passed(long since, Duration limit) {
    return System.nanoTime() - since > limit.toNanos();
  }
}
