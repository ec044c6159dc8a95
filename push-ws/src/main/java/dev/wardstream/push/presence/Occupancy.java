package dev.wardstream.push.presence;

import static java.util.Objects.requireNonNull;

import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * How many streams of a kind are watched on this node, and how many watch the one with most
 * watchers. Each change costs the same, however many there are. Changed by the feed thread, asked
 * by any.
 */
public final class Occupancy {
  private final Map<Kind, Streams> kinds = new EnumMap<>(Kind.class);

  Occupancy() {
    for (var kind : Kind.values()) {
      kinds.put(kind, new Streams());
    }
  }

  void came(StreamName stream) {
    of(stream.kind()).change(stream, 1);
  }

  void went(StreamName stream) {
    of(stream.kind()).change(stream, -1);
  }

  /** Streams of a kind with a watcher. */
  public int streams(Kind kind) {
    return of(kind).watched;
  }

  /** Watchers of the stream of a kind that has most of them; 0 when nobody watches any. */
  public int most(Kind kind) {
    return of(kind).most;
  }

  private Streams of(Kind kind) {
    return requireNonNull(kinds.get(kind));
  }

  private static final class Streams {
    private final Map<StreamName, Integer> watchers = new HashMap<>();
    private final Map<Integer, Integer> streamsByWatchers = new HashMap<>();
    private volatile int watched;
    private volatile int most;

    private void change(StreamName stream, int by) {
      int before = watchers.getOrDefault(stream, 0);
      var after = before + by;
      if (after == 0) {
        watchers.remove(stream);
      } else {
        watchers.put(stream, after);
        streamsByWatchers.merge(after, 1, Integer::sum);
      }
      streamsByWatchers.computeIfPresent(before, (_, n) -> n == 1 ? null : n - 1);
      watched = watchers.size();
      if (after > most || !streamsByWatchers.containsKey(most)) {
        most = after; // the last one with so many went down by one
      }
    }
  }
}
