package dev.wardstream.push.hub;

import dev.wardstream.push.hub.Gap.Why;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order in which they will be sent. Nothing disappears from it untold: an event that
 * is withheld leaves a {@link Gap} in its place, so that no position after it is sent before the
 * gap is. One thread at a time.
 */
public final class Pending {
  private final int slots;
  private ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long cost;

  /**
   * An empty one.
   *
   * @param slots how many partitions the subscription reads
   */
  public Pending(int slots) {
    this.slots = slots;
  }

  /** Appends; a gap after a gap of the same reason becomes part of it. */
  public void add(Entry entry) {
    if (entry instanceof Gap gap
        && entries.peekLast() instanceof Gap last
        && last.why() == gap.why()) {
      entries.removeLast();
      entries.add(last.and(gap));
    } else {
      entries.add(entry);
      cost += entry.cost();
    }
  }

  /** The oldest entry, null when there is none. */
  public @Nullable Entry peek() {
    return entries.peek();
  }

  /** Takes the oldest entry out, null when there is none. */
  public @Nullable Entry poll() {
    var entry = entries.poll();
    if (entry != null) {
      cost -= entry.cost();
    }
    return entry;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }

  /** What the entries cost together, in bytes. */
  long cost() {
    return cost;
  }

  /** Takes out, without a gap, what will be read again or concerns nobody any more. */
  public void drop(Predicate<Entry> unwanted) {
    entries.removeIf(unwanted);
    cost = entries.stream().mapToLong(Entry::cost).sum();
  }

  /** Leaves of each subject only the newest of everything. */
  public void conflate() {
    var told = new HashMap<String, Long>();
    withhold(Why.CONFLATED, item -> isReplaced(item, told));
  }

  private static boolean isReplaced(Item item, Map<String, Long> told) {
    if (item.kinds() == 0) {
      return false;
    }
    var newer = told.getOrDefault(item.subject(), 0L);
    told.put(item.subject(), newer | item.kinds());
    return (item.kinds() & ~newer) == 0;
  }

  /**
   * Takes items out, and leaves gaps where they were events. Asks from the newest to the oldest.
   */
  public void withhold(Why why, Predicate<Item> unwanted) {
    var kept = new ArrayDeque<Entry>(entries.size());
    for (var all = entries.descendingIterator(); all.hasNext(); ) {
      var entry = all.next();
      if (!(entry instanceof Item item) || !unwanted.test(item)) {
        kept.addFirst(entry);
      } else if (!item.isState()) {
        var gap = Gap.in(slots, slot(slots, item.partition()), item.offset() + 1, 1, why);
        kept.addFirst(
            kept.peekFirst() instanceof Gap next && next.why() == why
                ? gap.and((Gap) kept.removeFirst())
                : gap);
      }
    }
    entries = kept;
    cost = entries.stream().mapToLong(Entry::cost).sum();
  }

  /** The slot of a partition: streams live in one partition or in all. */
  static int slot(int slots, int partition) {
    return slots == 1 ? 0 : partition;
  }
}
