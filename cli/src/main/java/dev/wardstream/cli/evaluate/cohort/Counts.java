package dev.wardstream.cli.evaluate.cohort;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a reader met on its way, by name. The reader's thread owns it. */
public final class Counts {
  private final Map<String, Long> counts = new TreeMap<>();

  /** One more of these. */
  void add(String what) {
    add(what, 1);
  }

  void add(String what, long how) {
    counts.merge(what, how, Long::sum);
  }

  /** By name, sorted. */
  public Map<String, Long> all() {
    return Collections.unmodifiableMap(counts);
  }

  /** How often, 0 if never. */
  public long of(String what) {
    return counts.getOrDefault(what, 0L);
  }
}
