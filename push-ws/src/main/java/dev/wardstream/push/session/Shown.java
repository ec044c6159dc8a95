package dev.wardstream.push.session;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.Signal;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.schemas.avro.OffsetRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription has been shown since it was last put on record: of each partition the first
 * and the last offset. Costs two numbers per item, and nothing before the first one. Owned by the
 * session's I/O thread.
 */
final class Shown {
  private static final long NONE = -1;

  private final Subscription subscription;
  private long @Nullable [] first;
  private long @Nullable [] last;
  private long @Nullable [] stateAsOf;
  private long events;
  private long states;
  private final List<Signal> signals = new ArrayList<>(0);

  Shown(Subscription subscription) {
    this.subscription = subscription;
  }

  Subscription subscription() {
    return subscription;
  }

  /**
   * An item has been written.
   *
   * @param positions the next offset of each partition, as the subscriber is told
   */
  void add(Item item, long[] positions) {
    if (item.isState()) {
      if (states++ == 0) {
        stateAsOf = Arrays.copyOf(positions, subscription.slots());
      }
    } else {
      event(subscription.slotOf(item.partition()), item.offset());
    }
    var signal = item.signal();
    if (signal != null) {
      signals.add(signal);
    }
  }

  private void event(int slot, long offset) {
    var from = first;
    var to = last;
    if (from == null || to == null) {
      from = new long[subscription.slots()];
      to = new long[subscription.slots()];
      Arrays.fill(from, NONE);
      first = from;
      last = to;
    }
    if (from[slot] == NONE) {
      from[slot] = offset;
    }
    to[slot] = offset;
    events++;
  }

  /** Takes the alerts that were among it and want to be confirmed. */
  void takeSignals(Consumer<Signal> taker) {
    if (!signals.isEmpty()) {
      signals.forEach(taker);
      signals.clear();
    }
  }

  /** Items of state that are not on record. */
  long states() {
    return states;
  }

  /** Events that are not on record. */
  long events() {
    return events;
  }

  /** The position in each partition as of which state was shown. */
  List<OffsetRange> stateRanges() {
    var asOf = stateAsOf;
    return asOf == null ? List.of() : ranges(asOf, asOf);
  }

  /** From the first to the last event shown in each partition. */
  List<OffsetRange> eventRanges() {
    var from = first;
    var to = last;
    return from == null || to == null ? List.of() : ranges(from, to);
  }

  private List<OffsetRange> ranges(long[] from, long[] to) {
    var topic = subscription.stream().kind().topic().name();
    var ranges = new ArrayList<OffsetRange>();
    for (var slot = 0; slot < from.length; slot++) {
      if (from[slot] >= 0) {
        ranges.add(new OffsetRange(topic, subscription.partition(slot), from[slot], to[slot]));
      }
    }
    return ranges;
  }

  /** The state is on record. */
  void forgetState() {
    stateAsOf = null;
    states = 0;
  }

  /** The events are on record. */
  void forgetEvents() {
    first = null;
    last = null;
    events = 0;
  }
}
