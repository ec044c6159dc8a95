package dev.wardstream.cli.verify;

import java.util.EnumMap;
import java.util.Map;

/** How often each thing was counted. Owned by one thread at a time. */
final class Counts {
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);

  void add(Count what, long times) {
    counts.merge(what, times, Long::sum);
  }

  void add(Counts others) {
    others.counts.forEach(this::add);
  }

  long of(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /** Whether anything was counted that must not be. */
  boolean isFaulty() {
    return counts.keySet().stream().anyMatch(what -> what.isFault() && of(what) > 0);
  }
}
