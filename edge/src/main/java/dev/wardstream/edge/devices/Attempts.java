package dev.wardstream.edge.devices;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what went wrong, by who did it: whoever fails too often within a minute must wait until it
 * is over. Bounded: of very many, the longest known are forgotten. Any thread.
 */
final class Attempts {
  private static final int KNOWN = 10_000;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private record Failures(Instant since, int count) {}

  private final int allowed;
  private final InstantSource clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > KNOWN;
        }
      };

  Attempts(int allowed, InstantSource clock) {
    this.allowed = allowed;
    this.clock = clock;
  }

  /** How long somebody must wait; empty when they need not. */
  synchronized Optional<Duration> wait(String who) {
    var known = failures.get(who);
    if (known == null || known.count < allowed) {
      return Optional.empty();
    }
    var left = Duration.between(clock.instant(), known.since.plus(WITHIN));
    if (left.isPositive()) {
      return Optional.of(left);
    }
    failures.remove(who);
    return Optional.empty();
  }

  /** They failed. */
  synchronized void failed(String who) {
    var now = clock.instant();
    var known = failures.get(who);
    if (known == null || !now.isBefore(known.since.plus(WITHIN))) {
      failures.put(who, new Failures(now, 1));
    } else {
      failures.put(who, new Failures(known.since, known.count + 1));
    }
  }
}
