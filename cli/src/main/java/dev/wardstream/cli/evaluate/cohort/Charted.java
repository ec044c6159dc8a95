package dev.wardstream.cli.evaluate.cohort;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was charted of one stay, put in order of time. All that belongs to one instant is one
 * moment, with the pressures of the source that stands first in the file; a second source of
 * pressures follows as a moment of its own, so that no systolic pressure of one meets the diastolic
 * of the other.
 */
final class Charted {
  /** The device of everything that is no pressure. */
  static final String CHART = "chart";

  private final TreeMap<Instant, Map<String, List<Value>>> values = new TreeMap<>();
  private boolean measured;

  void add(Instant at, String device, Value value) {
    values
        .computeIfAbsent(at, _ -> new LinkedHashMap<>(4))
        .computeIfAbsent(device, _ -> new ArrayList<>(6))
        .add(value);
    measured |= value.vital() != Vital.ACVPU && value.vital() != Vital.O2;
  }

  /** Whether there is any vital sign at all. */
  boolean measured() {
    return measured;
  }

  List<Moment> moments() {
    var moments = new ArrayList<Moment>();
    values.forEach((at, byDevice) -> moments.addAll(moments(at, byDevice)));
    return moments;
  }

  private static List<Moment> moments(Instant at, Map<String, List<Value>> byDevice) {
    var chart = new ArrayList<>(byDevice.getOrDefault(CHART, List.of()));
    var moments = new ArrayList<Moment>();
    var first = true;
    for (var source : byDevice.entrySet()) {
      if (source.getKey().equals(CHART)) {
        continue;
      }
      if (first) {
        chart.addAll(source.getValue());
        first = false;
      } else {
        moments.add(new Moment(at, source.getKey(), source.getValue()));
      }
    }
    moments.addFirst(new Moment(at, CHART, chart));
    return moments;
  }

  /** When something was charted, in order. */
  List<Long> times() {
    return values.keySet().stream().map(Instant::toEpochMilli).toList();
  }
}
