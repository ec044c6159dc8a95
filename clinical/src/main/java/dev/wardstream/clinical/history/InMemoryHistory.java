package dev.wardstream.clinical.history;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A {@link SampleHistory} on the heap, for offline evaluation and tests. One thread owns it. */
public final class InMemoryHistory implements SampleHistory {
  private final Map<Vital, NavigableMap<Instant, Sample>> series = new EnumMap<>(Vital.class);

  @Override
  public void add(Vital vital, Sample sample) {
    of(vital).put(sample.time(), sample);
  }

  @Override
  public boolean contains(Vital vital, Instant time) {
    return of(vital).containsKey(time);
  }

  @Override
  public List<Sample> between(Vital vital, Instant from, Instant to) {
    return List.copyOf(of(vital).subMap(from, true, to, true).values());
  }

  @Override
  public void purge(Vital vital, Instant before) {
    of(vital).headMap(before, false).clear();
  }

  /** Samples kept of all series together. */
  public int size() {
    return series.values().stream().mapToInt(Map::size).sum();
  }

  private NavigableMap<Instant, Sample> of(Vital vital) {
    return series.computeIfAbsent(vital, _ -> new TreeMap<>());
  }
}
