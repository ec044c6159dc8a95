package dev.wardstream.push.hub;

import dev.wardstream.push.stream.StreamName;

/** A session as the hub sees it. Safe from any thread; nothing blocks. */
public interface Watcher {

  /** Whose it is. */
  Who who();

  /** What all its subscriptions share. */
  Budget budget();

  /** Something waits in an outbox. Cheap, coalesced. */
  void wake();

  /** Runs a step on the session's I/O thread. */
  void execute(Runnable step);

  /** The outbox of a subscription is full: it is parked, to be read from the log again. */
  void overflowed(Subscription subscription);

  /** The node begins anew: the session is to be closed, and may come again. */
  void dismissed();

  /** Whether its principal may watch a stream now. */
  boolean mayWatch(StreamName stream);

  /** The right to a subscription is lost, it has ended. */
  void revoked(Subscription subscription);

  /** A patient has left the ward of a subscription: what waits about them must not be sent. */
  void forget(Subscription subscription, String patient);
}
