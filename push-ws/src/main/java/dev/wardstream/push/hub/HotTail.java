package dev.wardstream.push.hub;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest items of one partition, bounded by count and by bytes.
 *
 * <p>Written by the feed thread alone, read by any thread without a lock. A slot is given up by
 * advancing {@code head} before it is overwritten, so a reader that sees {@code head} still at or
 * below its slot after reading has read what belongs there.
 */
public final class HotTail {
  /** Answer of {@link #read} when the wanted offset is no longer held. */
  public static final long BELOW = -1;

  private final AtomicReferenceArray<@Nullable Item> ring;
  private final long maxBytes;
  private long bytes;
  private volatile long head;
  private volatile long count;
  private volatile long coveredFrom;
  private volatile long end;

  /** A tail of at most {@code items} items (rounded up to a power of two) and {@code maxBytes}. */
  public HotTail(int items, long maxBytes) {
    this.ring = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(2, items) * 2 - 1));
    this.maxBytes = maxBytes;
  }

  /** Forgets everything: the partition is followed from {@code offset} on. */
  public void restart(long offset) {
    while (head < count) {
      evict();
    }
    coveredFrom = offset;
    end = offset;
  }

  void add(Item item) {
    if (count - head == ring.length()) {
      evict();
    }
    while (head < count && bytes + item.cost() > maxBytes) {
      evict();
    }
    ring.set(slot(count), item);
    bytes += item.cost();
    var next = count + 1;
    count = next;
  }

  private void evict() {
    var oldest = ring.get(slot(head));
    if (oldest != null) {
      coveredFrom = oldest.offset() + 1;
      bytes -= oldest.cost();
    }
    var given = head;
    head = given + 1;
    ring.set(slot(given), null);
  }

  /** Everything below {@code position} has been published. */
  public void advance(long position) {
    if (position > end) {
      end = position;
    }
  }

  /** The next offset that the feed will publish. */
  public long end() {
    return end;
  }

  /** The lowest offset from which everything is held. */
  public long coveredFrom() {
    return coveredFrom;
  }

  /**
   * Hands the items from an offset on to a visitor, until it returns false.
   *
   * @return the next offset to read: that of the item refused, or the end; {@link #BELOW} when
   *     {@code from} is no longer held
   */
  public long read(long from, Predicate<Item> visitor) {
    var upTo = end;
    if (from >= upTo) {
      return from;
    }
    var last = count;
    var first = firstAtOrAbove(from, last);
    if (from < coveredFrom) {
      return BELOW;
    }
    var next = from;
    for (var ordinal = first; ordinal < last; ordinal++) {
      var item = ring.get(slot(ordinal));
      if (item == null || head > ordinal) {
        return next == from ? BELOW : next;
      }
      if (item.offset() >= upTo) {
        break;
      }
      if (!visitor.test(item)) {
        return item.offset();
      }
      next = item.offset() + 1;
    }
    return upTo;
  }

  private long firstAtOrAbove(long offset, long last) {
    var low = head;
    var high = last;
    while (low < high) {
      var middle = (low + high) >>> 1;
      var item = ring.get(slot(middle));
      if (item == null || head > middle || item.offset() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int slot(long ordinal) {
    return (int) ordinal & (ring.length() - 1);
  }
}
