package dev.wardstream.push.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * What one subscription has still to be sent, in order: shared references, bounded by the session's
 * {@link Budget}.
 *
 * <p>One thread at a time offers (the feed, or the catch-up thread before the subscription is
 * live); the session's I/O thread takes. The lock is held for a few instructions.
 */
public final class Outbox {
  private final Budget budget;
  private final ArrayDeque<Entry> waiting = new ArrayDeque<>();

  Outbox(Budget budget) {
    this.budget = budget;
  }

  /** Appends unless the session's budget is used up. */
  boolean offer(Entry entry) {
    if (!budget.take(entry.cost())) {
      return false;
    }
    synchronized (waiting) {
      waiting.add(entry);
    }
    return true;
  }

  /** Moves up to {@code max} entries to the I/O thread's own queue; they are no longer counted. */
  public int drain(Queue<Entry> into, int max) {
    var freed = 0L;
    var moved = 0;
    synchronized (waiting) {
      while (moved < max) {
        var entry = waiting.poll();
        if (entry == null) {
          break;
        }
        freed += entry.cost();
        into.add(entry);
        moved++;
      }
    }
    budget.giveBack(freed);
    return moved;
  }

  /** Drops what fits the predicate. */
  public void drop(Predicate<Entry> unwanted) {
    var freed = 0L;
    synchronized (waiting) {
      for (var i = waiting.iterator(); i.hasNext(); ) {
        var entry = i.next();
        if (unwanted.test(entry)) {
          freed += entry.cost();
          i.remove();
        }
      }
    }
    budget.giveBack(freed);
  }

  public boolean isEmpty() {
    synchronized (waiting) {
      return waiting.isEmpty();
    }
  }
}
