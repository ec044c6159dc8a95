package dev.wardstream.push.hub;

import dev.wardstream.push.stream.StreamName;

/** A session as the hub sees it. Safe from any thread; nothing blocks. */
public interface Watcher {

  /** What all its subscriptions share. */
  Budget budget();

  /** Something waits in an outbox. Cheap, coalesced. */
  void wake();

  /** Runs a step on the session's I/O thread. */
  void execute(Runnable step);

  /** Its outbox overflowed: it is to be closed, and may resume with its cursor. */
  void tooSlow();

  /** The outbox of a subscription with credit is full: it is parked, to be read from the log. */
  void overflowed(Subscription subscription);

  /** Whether its principal may watch a stream now. */
  boolean mayWatch(StreamName stream);

  /** The right to a subscription is lost, it has ended. */
  void revoked(Subscription subscription);

  /** A patient has left the ward of a subscription: what waits about them must not be sent. */
  void forget(Subscription subscription, String patient);
}
