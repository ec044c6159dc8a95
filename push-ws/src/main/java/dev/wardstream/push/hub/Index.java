package dev.wardstream.push.hub;

import static java.util.Objects.requireNonNull;

import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Subscriptions by what they watch: finding the watchers of a record scans nobody else. */
public final class Index {
  private static final List<Subscription> NOBODY = List.of();

  private final Map<StreamName.Scope, Map<Kind, Map<String, List<Subscription>>>> watchers =
      new EnumMap<>(StreamName.Scope.class);

  /** Nobody. */
  public Index() {
    for (var scope : StreamName.Scope.values()) {
      var kinds = new EnumMap<Kind, Map<String, List<Subscription>>>(Kind.class);
      for (var kind : Kind.values()) {
        kinds.put(kind, new HashMap<>());
      }
      watchers.put(scope, kinds);
    }
  }

  public void add(Subscription subscription) {
    var stream = subscription.stream();
    of(stream.scope(), stream.kind())
        .computeIfAbsent(stream.id(), _ -> new ArrayList<>())
        .add(subscription);
  }

  public void remove(Subscription subscription) {
    var stream = subscription.stream();
    var byId = of(stream.scope(), stream.kind());
    var same = byId.get(stream.id());
    if (same != null && same.remove(subscription) && same.isEmpty()) {
      byId.remove(stream.id());
    }
  }

  /** Those who watch one stream; not a copy. */
  public List<Subscription> watching(StreamName.Scope scope, Kind kind, String id) {
    return of(scope, kind).getOrDefault(id, NOBODY);
  }

  /** Hands on those who watch records of a kind about a subject that is in a ward, or in none. */
  public void each(
      Kind kind, String subject, @Nullable String ward, Consumer<Subscription> watcher) {
    if (kind == Kind.MESSAGES) {
      watching(StreamName.Scope.ROOM, kind, subject).forEach(watcher);
    } else {
      watching(StreamName.Scope.PATIENT, kind, subject).forEach(watcher);
      if (ward != null) {
        watching(StreamName.Scope.WARD, kind, ward).forEach(watcher);
      }
    }
  }

  /** Everybody who watches a patient, ward or room; a copy. */
  List<Subscription> watching(StreamName.Scope scope, String id) {
    return Stream.of(Kind.values()).flatMap(kind -> watching(scope, kind, id).stream()).toList();
  }

  /** Everybody; a copy. */
  List<Subscription> all() {
    return watchers.values().stream()
        .flatMap(kinds -> kinds.values().stream())
        .flatMap(byId -> byId.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  private Map<String, List<Subscription>> of(StreamName.Scope scope, Kind kind) {
    return requireNonNull(requireNonNull(watchers.get(scope)).get(kind));
  }
}
