package dev.wardstream.push.glass;

import dev.wardstream.edge.socket.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often somebody may try on this node: {@value #ALLOWED} times within an hour that begins with
 * the first. Bounded: of very many people the longest known are forgotten. Any thread.
 */
final class Tries {
  static final int ALLOWED = 10;

  private static final int KNOWN = 10_000;
  private static final Duration WITHIN = Duration.ofHours(1);

  private record Count(Instant since, int tries) {}

  private final InstantSource clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > KNOWN;
        }
      };

  Tries(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts a try; refused above the number allowed. */
  synchronized void take(String subject) throws Refusal {
    var now = clock.instant();
    var known = counts.get(subject);
    if (known == null || !now.isBefore(known.since.plus(WITHIN))) {
      counts.put(subject, new Count(now, 1));
    } else if (known.tries == ALLOWED) {
      throw Refusal.rate(Duration.between(now, known.since.plus(WITHIN)).toNanos());
    } else {
      counts.put(subject, new Count(known.since, known.tries + 1));
    }
  }
}
