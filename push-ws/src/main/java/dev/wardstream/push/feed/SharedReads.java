package dev.wardstream.push.feed;

import static java.util.Objects.requireNonNull;

import dev.wardstream.push.hub.Gap;
import dev.wardstream.push.hub.Gap.Why;
import dev.wardstream.push.hub.HotTail;
import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.hub.Index;
import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Places;
import dev.wardstream.push.hub.Places.Departure;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.stream.StreamName.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Subscriptions that are behind, and one pass of reading for all of them.
 *
 * <p>Each partition is read as a lift moves: upwards, from the lowest rider not below the last
 * stop, taking along everybody it passes, and from the bottom again after the top. So thousands
 * that come back with old cursors are served by one reading of the log, and nobody waits longer
 * than a pass. What the hot tail holds is taken from there. Catch-up thread only.
 */
final class SharedReads {
  private static final int TAIL_ITEMS = 4_000;

  private final Hub hub;
  private final Places places;
  private final Consumer<Subscription> join;
  private final Set<Subscription> riders = new LinkedHashSet<>();
  private final Index index = new Index();
  private final Map<HotTail, Long> stops = new HashMap<>();
  private final Set<Subscription> full = new HashSet<>();
  private final Set<Subscription> moved = new HashSet<>();

  /**
   * Without riders.
   *
   * @param join takes those who have reached the present
   */
  SharedReads(Hub hub, Places places, Consumer<Subscription> join) {
    this.hub = hub;
    this.places = places;
    this.join = join;
  }

  void add(Subscription subscription) {
    if (!subscription.hasEnded() && riders.add(subscription)) {
      index.add(subscription);
    }
  }

  private void remove(Subscription subscription) {
    riders.remove(subscription);
    index.remove(subscription);
  }

  boolean isEmpty() {
    return riders.isEmpty();
  }

  /**
   * Moves everybody on by a piece of each partition.
   *
   * @return bytes read from the log
   */
  long pass(LogReader reader) {
    full.clear();
    moved.clear();
    List.copyOf(riders).stream().filter(Subscription::hasEnded).forEach(this::remove);
    var lifts = lifts();
    stops.keySet().retainAll(lifts.keySet());
    var wanted = new ArrayList<LogReader.Place>();
    for (var lift : lifts.values()) {
      if (!lift.readsTail()) {
        wanted.add(new LogReader.Place(lift.log, lift.partition, lift.position));
      }
    }
    var read =
        wanted.isEmpty()
            ? 0
            : reader.read(
                wanted, (log, partition) -> requireNonNull(lifts.get(log.tail(partition))));
    lifts.forEach((tail, lift) -> stops.put(tail, lift.position));
    settle();
    return read;
  }

  private Map<HotTail, Lift> lifts() {
    var lifts = new HashMap<HotTail, Lift>();
    for (var rider : riders) {
      for (var slot = 0; slot < rider.slots(); slot++) {
        var tail = rider.tail(slot);
        if (rider.next(slot) < tail.end()) {
          var partition = rider.partition(slot);
          lifts.computeIfAbsent(tail, _ -> new Lift(rider.log(), partition)).riders.add(rider);
        }
      }
    }
    lifts.forEach((tail, lift) -> lift.startAbove(stops.getOrDefault(tail, Subscription.START)));
    return lifts;
  }

  /** Parks who has no room, lets join who has arrived. */
  private void settle() {
    for (var rider : moved) {
      rider.publishProgress();
      rider.watcher().wake();
    }
    for (var rider : List.copyOf(riders)) {
      if (full.contains(rider)) {
        remove(rider);
        rider.stall();
        if (rider.hasRoom() && rider.unstall()) {
          add(rider);
        }
      } else if (hasArrived(rider)) {
        remove(rider);
        join.accept(rider);
      }
    }
  }

  private static boolean hasArrived(Subscription rider) {
    for (var slot = 0; slot < rider.slots(); slot++) {
      if (rider.next(slot) < rider.tail(slot).end()) {
        return false;
      }
    }
    return true;
  }

  /** One partition in one pass: who is behind there, and how far it has been read for them. */
  private final class Lift implements LogReader.Sink {
    private final LiveLog log;
    private final int partition;
    private final List<Subscription> riders = new ArrayList<>();
    private long position;

    private Lift(LiveLog log, int partition) {
      this.log = log;
      this.partition = partition;
    }

    private long next(Subscription rider) {
      return rider.next(rider.slotOf(partition));
    }

    private void next(Subscription rider, long offset) {
      rider.next(rider.slotOf(partition), offset);
      moved.add(rider);
    }

    private void startAbove(long stop) {
      var lowest = Long.MAX_VALUE;
      var lowestAbove = Long.MAX_VALUE;
      for (var rider : riders) {
        var at = next(rider);
        lowest = Math.min(lowest, at);
        lowestAbove = at < stop ? lowestAbove : Math.min(lowestAbove, at);
      }
      position = lowestAbove == Long.MAX_VALUE ? lowest : lowestAbove;
    }

    /** Reads what the tail still holds; false when the log must be read. */
    private boolean readsTail() {
      if (position == Subscription.START) {
        return false;
      }
      var looks = new int[1];
      var reached =
          log.tail(partition).read(position, item -> looks[0]++ < TAIL_ITEMS && took(item));
      if (reached == HotTail.BELOW) {
        return false;
      }
      reached(reached);
      return true;
    }

    private boolean took(Item item) {
      take(item);
      return true;
    }

    @Override
    public boolean wants(String subject) {
      var wanted = new boolean[1];
      each(subject, _ -> wanted[0] = true);
      return wanted[0];
    }

    private void each(String subject, Consumer<Subscription> interested) {
      var ward = places.wardOf(subject);
      index.each(log.kind(), subject, ward, interested);
      for (var departure : places.departuresOf(subject)) {
        if (!departure.ward().equals(ward)) {
          former(departure).forEach(interested);
        }
      }
    }

    private List<Subscription> former(Departure departure) {
      return index.watching(Scope.WARD, log.kind(), departure.ward());
    }

    @Override
    public void take(Item item) {
      each(
          item.subject(),
          rider -> {
            var next = next(rider);
            if (position <= next && next <= item.offset() && !full.contains(rider)) {
              if (hub.offerAgain(rider, item)) {
                next(rider, item.offset() + 1);
              } else {
                next(rider, item.offset());
                full.add(rider);
              }
            }
          });
    }

    @Override
    public void reached(long offset) {
      for (var rider : riders) {
        var next = next(rider);
        if (position <= next && next < offset && !full.contains(rider)) {
          next(rider, offset);
        }
      }
      position = offset;
    }

    @Override
    public void missing(long to) {
      for (var rider : riders) {
        var next = next(rider);
        if (next == Subscription.START) {
          next(rider, to);
        } else if (next < to) {
          var slot = rider.slotOf(partition);
          if (rider.offer(Gap.in(rider.slots(), slot, to, to - next, Why.RETENTION))) {
            next(rider, to);
          } else {
            full.add(rider);
          }
        }
      }
      position = to;
    }
  }
}
