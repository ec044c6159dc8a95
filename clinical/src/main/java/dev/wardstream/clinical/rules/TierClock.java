package dev.wardstream.clinical.rules;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long an alert may stay unacknowledged before the next recipient group is called.
 *
 * @param after per severity, counted from the annunciated RAISED or ESCALATED; ascending; a
 *     severity without an entry never calls the next group
 */
public record TierClock(Map<Severity, List<Duration>> after) {
  /** Nobody else is ever called. */
  public static final TierClock OFF = new TierClock(Map.of());

  public TierClock {
    after = Collections.unmodifiableMap(new TreeMap<>(after));
  }

  /** The waits of a severity, first tier first. */
  public List<Duration> of(Severity severity) {
    return after.getOrDefault(severity, List.of());
  }
}
