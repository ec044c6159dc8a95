package dev.wardstream.push.presence;

import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.hub.Who;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.schemas.avro.Presence;
import dev.wardstream.schemas.avro.PresenceEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who watches what on this node. A subscription costs the same when it comes and goes, and nothing
 * in between; what has changed is told at most once a second, and again as long as it holds.
 *
 * <p>Feed thread only. What the log does not take now is told later, as it is then.
 */
public final class Attendance {
  /** A node that has said nothing for so long has gone. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  static final Duration REPEATED = Duration.ofSeconds(20);
  static final Duration COALESCED = Duration.ofSeconds(1);

  /** People of one place that are told of; who came later is not. */
  static final int NAMED = 1_000;

  private record Attended(StreamName stream, Who who) {}

  private static final class Place {
    private final Map<Who, Attendee> attendees = new LinkedHashMap<>();
    private List<PresenceEntry> told = List.of();
  }

  private final String node;
  private final PresenceLog log;
  private final InstantSource clock;
  private final Occupancy occupancy = new Occupancy();
  private final Map<Subscription, Attended> attended = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private Instant toldAt = Instant.EPOCH;
  private Instant repeatedAt = Instant.EPOCH;

  /**
   * Nobody yet.
   *
   * @param node id that no other node has, nor this one before
   */
  public Attendance(String node, PresenceLog log, InstantSource clock) {
    this.node = node;
    this.log = log;
    this.clock = clock;
  }

  /** How many watch. */
  public Occupancy occupancy() {
    return occupancy;
  }

  /** A subscription begins; to watch who watches is not counted as watching. */
  public void came(Subscription subscription) {
    if (subscription.hasEnded()) {
      return;
    }
    var stream = subscription.stream();
    var who = subscription.watcher().who();
    attended.put(subscription, new Attended(stream, who));
    occupancy.came(stream);
    if (stream.kind() != Kind.PRESENCE) {
      changed.add(stream.place());
      places
          .computeIfAbsent(stream.place(), _ -> new Place())
          .attendees
          .computeIfAbsent(who, _ -> new Attendee(who, now()))
          .came(subscription);
    }
  }

  /** A subscription has ended. */
  public void went(Subscription subscription) {
    var before = attended.remove(subscription);
    if (before == null) {
      return;
    }
    occupancy.went(before.stream);
    var name = before.stream.place();
    var place = places.get(name);
    var attendee = place == null ? null : place.attendees.get(before.who);
    if (attendee != null && before.stream.kind() != Kind.PRESENCE) {
      changed.add(name);
      attendee.went(subscription, now());
    }
  }

  /** Somebody types in a place; who does not watch it here is not told of. */
  public void types(String name, Who who) {
    var place = places.get(name);
    var attendee = place == null ? null : place.attendees.get(who);
    if (attendee != null && attendee.types(now())) {
      changed.add(name);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Between polls: tells what has changed and, now and then, everything, and of other nodes that
   * have gone.
   *
   * @param known what all nodes have told
   */
  public void tell(PresenceTable known) {
    var now = now();
    if (!isDue(toldAt, COALESCED, now) || !log.isReady()) {
      return;
    }
    var repeats = isDue(repeatedAt, REPEATED, now);
    var statements = new ArrayList<Presence>();
    if (repeats) {
      repeatedAt = now;
      changed.addAll(places.keySet());
      statements.addAll(known.lapsed(node));
    }
    for (var name : List.copyOf(changed)) {
      tell(name, now, repeats, statements);
    }
    if (!statements.isEmpty()) {
      toldAt = now;
      log.write(statements);
    }
  }

  private static boolean isDue(Instant last, Duration every, Instant now) {
    return now.isBefore(last) || !now.isBefore(last.plus(every));
  }

  private void tell(String name, Instant now, boolean repeats, List<Presence> statements) {
    var place = places.get(name);
    if (place == null) {
      changed.remove(name);
      return;
    }
    place.attendees.values().removeIf(attendee -> attendee.hasGone(now));
    if (place.attendees.values().stream().noneMatch(Attendee::isAway)) {
      changed.remove(name);
    }
    var entries =
        place.attendees.values().stream()
            .limit(NAMED)
            .map(attendee -> attendee.entry(now))
            .toList();
    if (!entries.equals(place.told) || (repeats && !entries.isEmpty())) {
      statements.add(new Presence(node, name, entries, now.plus(LEASE)));
      place.told = entries;
    }
    if (place.attendees.isEmpty()) {
      places.remove(name);
    }
  }
}
