package dev.wardstream.push.hub;

import dev.wardstream.push.hub.Gap.Why;
import dev.wardstream.push.stream.StreamName;
import java.util.ArrayList;
import java.util.List;

/** A session that may watch everything and runs steps at once. */
public final class FakeWatcher implements Watcher {
  private final Who who;
  private final Budget budget;
  final List<Subscription> overflowed = new ArrayList<>();
  final List<Subscription> revoked = new ArrayList<>();
  boolean allowed = true;
  volatile int wakes;

  public FakeWatcher(long outboxBytes) {
    this(outboxBytes, new Who("nurse-1", "nurse"));
  }

  public FakeWatcher(long outboxBytes, Who who) {
    this.who = who;
    budget = new Budget(outboxBytes);
  }

  @Override
  public Who who() {
    return who;
  }

  @Override
  public Budget budget() {
    return budget;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // tests only ask whether it is positive
  public void wake() {
    wakes++;
  }

  @Override
  public void execute(Runnable step) {
    step.run();
  }

  @Override
  public void overflowed(Subscription subscription) {
    overflowed.add(subscription);
  }

  @Override
  public void dismissed() {
    throw new AssertionError("nobody is dismissed here");
  }

  @Override
  public boolean mayWatch(StreamName stream) {
    return allowed;
  }

  @Override
  public void revoked(Subscription subscription) {
    revoked.add(subscription);
  }

  @Override
  public void forget(Subscription subscription, String patient) {
    subscription.outbox().withhold(Why.FILTERED, item -> item.subject().equals(patient));
  }
}
