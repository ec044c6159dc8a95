package dev.wardstream.push.presence;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.push.wire.Position;
import dev.wardstream.push.wire.PresenceJson;
import dev.wardstream.schemas.avro.Presence;
import dev.wardstream.schemas.avro.PresenceEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Who watches what on all nodes: the table of {@code push.presence}. Somebody who watches on
 * several nodes is one.
 *
 * <p>Feed thread only. Everything it tells comes from a record: a cursor knows what has been told.
 */
public final class PresenceTable {

  /** What the watchers of a stream are to be told. */
  public record Change(StreamName stream, Item item) {}

  private record Told(PresenceEntry entry, Item state) {}

  private static final class Place {
    private final Map<String, Presence> nodes = new HashMap<>();
    private final SortedMap<String, Told> told = new TreeMap<>();
  }

  private final Map<StreamName, Place> places = new HashMap<>();
  private final InstantSource clock;

  public PresenceTable(InstantSource clock) {
    this.clock = clock;
  }

  /** The key of a statement. */
  public static String key(String node, String place) {
    return node + "|" + place;
  }

  /** Who watches a place, such as {@code wards/icu-1}, by their names. */
  public List<Item> of(String place) {
    return parse(place)
        .map(places::get)
        .map(known -> known.told.values().stream().map(Told::state).toList())
        .orElse(List.of());
  }

  private static Optional<StreamName> parse(String place) {
    return StreamName.parse(place + "/" + Kind.PRESENCE.label());
  }

  /**
   * Takes a record, and returns what it changes.
   *
   * @param said null is a tombstone: nobody
   * @throws SerializationException when the key is not that of a statement
   */
  public List<Change> put(Position at, String key, @Nullable Presence said) {
    var bar = key.indexOf('|');
    var stream =
        parse(key.substring(bar + 1))
            .orElseThrow(() -> new SerializationException("not the key of a presence"));
    var node = key.substring(0, Math.max(0, bar));
    var place = places.computeIfAbsent(stream, _ -> new Place());
    if (said == null || hasLapsed(said, clock.instant())) {
      place.nodes.remove(node);
    } else {
      var before = place.nodes.put(node, said);
      if (before != null && entries(before).equals(entries(said))) {
        return List.of();
      }
    }
    var changes = changes(at, stream, place);
    if (place.nodes.isEmpty()) {
      places.remove(stream);
    }
    return changes;
  }

  /** Avro's own lists cannot compare what holds a time that may be missing. */
  private static List<PresenceEntry> entries(Presence said) {
    return List.copyOf(said.getEntries());
  }

  private static boolean hasLapsed(Presence said, Instant now) {
    return !now.isBefore(said.getUntil());
  }

  private static List<Change> changes(Position at, StreamName stream, Place place) {
    var now = merged(place.nodes.values());
    var texts = new ArrayList<byte[]>();
    now.forEach((subject, entry) -> {
      var before = place.told.get(subject);
      if (before == null || !before.entry.equals(entry)) {
        var json = PresenceJson.present(at, entry);
        place.told.put(subject, new Told(entry, Item.state(stream.key(), json)));
        texts.add(json);
      }
    });
    for (var subject : List.copyOf(place.told.keySet())) {
      if (!now.containsKey(subject)) {
        place.told.remove(subject);
        texts.add(PresenceJson.left(at, subject));
      }
    }
    return items(at, stream, texts);
  }

  /** Only the last item moves the cursor past the record: who is cut off before is told again. */
  private static List<Change> items(Position at, StreamName stream, List<byte[]> texts) {
    var changes = new ArrayList<Change>();
    for (var text : texts) {
      var isLast = changes.size() == texts.size() - 1;
      var offset = isLast ? at.offset() : Math.max(0, at.offset() - 1);
      changes.add(new Change(stream, Item.event(at.partition(), offset, stream.key(), text)));
    }
    return changes;
  }

  private static SortedMap<String, PresenceEntry> merged(Collection<Presence> nodes) {
    var merged = new TreeMap<String, PresenceEntry>();
    for (var node : nodes) {
      for (var entry : node.getEntries()) {
        merged.merge(entry.getSubject(), entry, PresenceTable::both);
      }
    }
    return merged;
  }

  private static PresenceEntry both(PresenceEntry one, PresenceEntry other) {
    var streams = new TreeSet<String>();
    Stream.of(one, other).map(PresenceEntry::getStreams).forEach(streams::addAll);
    var first = one.getSince().isAfter(other.getSince()) ? other : one;
    return new PresenceEntry(
        first.getSubject(),
        first.getRole(),
        List.copyOf(streams),
        one.getSessions() + other.getSessions(),
        first.getSince(),
        later(one.getTypingUntil(), other.getTypingUntil()));
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  /** What nodes other than this said that no longer holds, as statements that say so. */
  List<Presence> lapsed(String besides) {
    var now = clock.instant();
    return places.values().stream()
        .flatMap(place -> place.nodes.values().stream())
        .filter(said -> hasLapsed(said, now) && !said.getNode().equals(besides))
        .map(said -> new Presence(said.getNode(), said.getPlace(), List.of(), said.getUntil()))
        .toList();
  }

  /** Forgets everything. */
  public void clear() {
    places.clear();
  }
}
