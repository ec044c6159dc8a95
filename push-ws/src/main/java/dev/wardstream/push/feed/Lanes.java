package dev.wardstream.push.feed;

import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that are followed because somebody watches them: of the vitals, their windows and
 * the messages, which are most of what there is. Whoever watches one patient makes this node read
 * one partition. A partition nobody watches any more is let go after a while, with what was kept of
 * it. Feed thread only.
 */
final class Lanes {
  private static final Set<Kind> ON_DEMAND = Set.of(Kind.VITALS, Kind.WINDOWS, Kind.MESSAGES);

  /** Asks where lanes begin, and calls {@link #begin} with it, later, on this thread. */
  interface Bounds {
    void ask(Lane lane);
  }

  /** One partition of a kind, and of the table that goes with it. */
  static final class Lane {
    final Kind kind;
    final int partition;
    private int watchers;
    private long idleSince;
    private boolean begun;
    private boolean live;

    private Lane(Kind kind, int partition) {
      this.kind = kind;
      this.partition = partition;
    }

    /** What it reads. */
    List<TopicPartition> partitions() {
      var topics =
          kind == Kind.VITALS
              ? Stream.of(Topics.VITALS_READINGS, Topics.VITALS_LATEST)
              : Stream.of(kind.topic());
      return topics.map(topic -> new TopicPartition(topic.name(), partition)).toList();
    }
  }

  private record Waiting(Subscription subscription, Runnable ready) {}

  private final Map<Kind, Map<Integer, Lane>> lanes = new EnumMap<>(Kind.class);
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<Subscription, List<Lane>> held = new HashMap<>();
  private final Following following;
  private final Bounds bounds;
  private final Duration linger;
  private int reading;

  /** None yet. */
  Lanes(Following following, Bounds bounds, Duration linger) {
    this.following = following;
    this.bounds = bounds;
    this.linger = linger;
  }

  /** Runs a step as soon as everything that a subscription reads is followed; perhaps at once. */
  void hold(Subscription subscription, Runnable ready) {
    var wanted = wanted(subscription);
    for (var lane : wanted) {
      lane.watchers++;
    }
    held.put(subscription, wanted);
    if (isLive(subscription)) {
      ready.run();
    } else {
      waiting.add(new Waiting(subscription, ready));
    }
  }

  private List<Lane> wanted(Subscription subscription) {
    var kind = subscription.stream().kind();
    if (!ON_DEMAND.contains(kind)) {
      return List.of();
    }
    return IntStream.of(subscription.partitions()).mapToObj(each -> lane(kind, each)).toList();
  }

  private Lane lane(Kind kind, int partition) {
    return lanes
        .computeIfAbsent(kind, _ -> new HashMap<>())
        .computeIfAbsent(
            partition,
            _ -> {
              var lane = new Lane(kind, partition);
              reading++;
              bounds.ask(lane);
              return lane;
            });
  }

  private boolean isLive(Subscription subscription) {
    return held.getOrDefault(subscription, List.of()).stream().allMatch(lane -> lane.live);
  }

  /** A subscription has ended. */
  void release(Subscription subscription) {
    var lanesHeld = held.remove(subscription);
    if (lanesHeld != null) {
      var now = System.nanoTime();
      for (var lane : lanesHeld) {
        lane.watchers--;
        lane.idleSince = now;
      }
      waiting.removeIf(each -> each.subscription == subscription);
    }
  }

  /**
   * Begins to read.
   *
   * @param from where to begin in each partition
   * @param to what must have been read before anybody may look
   */
  void begin(Lane lane, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    lane.begun = true;
    following.add(from, to);
  }

  /** Between polls: opens lanes that have been read, and lets go of those nobody watches. */
  void tend() {
    if (reading > 0) {
      all().filter(lane -> !lane.live && hasBeenRead(lane)).forEach(this::open);
      var ready = waiting.stream().filter(each -> isLive(each.subscription)).toList();
      waiting.removeAll(ready);
      ready.forEach(each -> each.ready.run());
    }
    var now = System.nanoTime();
    all()
        .filter(lane -> lane.live && lane.watchers == 0)
        .filter(lane -> now - lane.idleSince > linger.toNanos())
        .toList()
        .forEach(this::letGo);
  }

  private Stream<Lane> all() {
    return lanes.values().stream().flatMap(lanesOfKind -> lanesOfKind.values().stream());
  }

  private boolean hasBeenRead(Lane lane) {
    return lane.begun && lane.partitions().stream().allMatch(following::hasLoaded);
  }

  private void open(Lane lane) {
    lane.live = true;
    reading--;
  }

  private void letGo(Lane lane) {
    lanes.getOrDefault(lane.kind, Map.of()).remove(lane.partition);
    following.remove(lane.kind, lane.partitions());
  }

  /** How many partitions are followed on demand. */
  int count() {
    return (int) all().count();
  }
}
