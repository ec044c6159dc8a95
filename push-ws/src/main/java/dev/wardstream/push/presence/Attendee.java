package dev.wardstream.push.presence;

import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.hub.Watcher;
import dev.wardstream.push.hub.Who;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.schemas.avro.PresenceEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One person who watches one place on this node, over any number of connections. */
final class Attendee {
  /** Who is back by then has not been away: a poll ends and the next one begins. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** Who has not typed again by then has stopped. */
  static final Duration TYPING = Duration.ofSeconds(5);

  /** Within so long it is not told again that somebody types. */
  private static final Duration TYPING_TOLD = Duration.ofSeconds(1);

  private final Who who;
  private final Instant since;
  private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
  private final Map<Watcher, Integer> sessions = new HashMap<>(2);
  private @Nullable PresenceEntry last;
  private Instant left = Instant.MAX;
  private Instant typingUntil = Instant.MIN;

  Attendee(Who who, Instant since) {
    this.who = who;
    this.since = since;
  }

  void came(Subscription subscription) {
    kinds.merge(subscription.stream().kind(), 1, Integer::sum);
    sessions.merge(subscription.watcher(), 1, Integer::sum);
  }

  void went(Subscription subscription, Instant now) {
    typingUntil = Instant.MIN;
    last = entry(now);
    left = now;
    lessen(kinds, subscription.stream().kind());
    lessen(sessions, subscription.watcher());
  }

  private static <K> void lessen(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (_, n) -> n == 1 ? null : n - 1);
  }

  /** Whether there is no connection left, be it for a moment. */
  boolean isAway() {
    return sessions.isEmpty();
  }

  /** Whether there has been no connection for so long that it is to be told. */
  boolean hasGone(Instant now) {
    return isAway() && !now.isBefore(left.plus(GRACE));
  }

  /** Types now; returns whether that is to be told. */
  boolean types(Instant now) {
    if (isAway() || now.plus(TYPING).isBefore(typingUntil.plus(TYPING_TOLD))) {
      return false;
    }
    typingUntil = now.plus(TYPING);
    return true;
  }

  /** What is told: who is away for a moment is told of as before. */
  PresenceEntry entry(Instant now) {
    var before = last;
    if (isAway() && before != null) {
      return before;
    }
    var labels = kinds.keySet().stream().map(Kind::label).sorted().toList();
    var typing = now.isBefore(typingUntil) ? typingUntil : null;
    return new PresenceEntry(who.subject(), who.role(), labels, sessions.size(), since, typing);
  }
}
