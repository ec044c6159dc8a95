package dev.wardstream.push.hub;

import static java.util.Objects.requireNonNull;

import dev.wardstream.push.hub.Gap.Why;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What one subscription has still to be sent, in order: shared references, bounded by the session's
 * {@link Budget}.
 *
 * <p>One thread at a time offers (the feed, or the catch-up thread before the subscription is
 * live); the session's I/O thread takes. The lock is held for a few instructions, but for the rare
 * conflation.
 */
public final class Outbox {
  private static final int WORTH_CONFLATING = 256;

  private final Budget budget;
  private final boolean conflatable;
  private final Pending waiting;
  private int conflateAt = WORTH_CONFLATING;

  /**
   * An empty one.
   *
   * @param slots how many partitions the subscription reads
   * @param conflatable newer values may take the place of older ones while the session is slow
   */
  Outbox(Budget budget, int slots, boolean conflatable) {
    this.budget = budget;
    this.conflatable = conflatable;
    waiting = new Pending(slots);
  }

  /** Appends unless the session's budget is used up. */
  boolean offer(Entry entry) {
    if (conflatable && !budget.isComfortable()) {
      conflateIfWorth();
    }
    if (!budget.take(entry.cost())) {
      return false;
    }
    long merged;
    synchronized (waiting) {
      var before = waiting.cost();
      waiting.add(entry);
      merged = before + entry.cost() - waiting.cost();
    }
    if (merged != 0) {
      budget.giveBack(merged);
    }
    return true;
  }

  private void conflateIfWorth() {
    change(pending -> {
      if (pending.size() >= conflateAt) {
        pending.conflate();
        conflateAt = Math.max(WORTH_CONFLATING, 2 * pending.size());
      }
    });
  }

  /** Changes what waits, and gives back what it then costs less. */
  private void change(Consumer<Pending> step) {
    long freed;
    synchronized (waiting) {
      var before = waiting.cost();
      step.accept(waiting);
      freed = before - waiting.cost();
    }
    if (freed != 0) {
      budget.giveBack(freed);
    }
  }

  /** Moves up to {@code max} entries to the I/O thread's own; they are no longer counted. */
  public void drain(Pending into, int max) {
    change(pending -> {
      for (var moved = 0; moved < max && !pending.isEmpty(); moved++) {
        into.add(requireNonNull(pending.poll()));
      }
    });
  }

  /** Takes out, without a gap, what will be read again or concerns nobody any more. */
  public void drop(Predicate<Entry> unwanted) {
    change(pending -> pending.drop(unwanted));
  }

  /** Takes items out and leaves gaps in their places. */
  public void withhold(Why why, Predicate<Item> unwanted) {
    change(pending -> pending.withhold(why, unwanted));
  }

  /** Leaves of each subject only the newest of everything. */
  public void conflate() {
    change(Pending::conflate);
  }

  public boolean isEmpty() {
    synchronized (waiting) {
      return waiting.isEmpty();
    }
  }
}
