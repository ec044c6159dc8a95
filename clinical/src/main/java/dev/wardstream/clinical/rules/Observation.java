package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the scores take their inputs from the series.
 *
 * @param validity H per component (RR, SPO2, O2, SBP, HR for the pulse, ACVPU, TEMP): a value
 *     counts at instant τ iff {@code 0 <= τ - its event time < H}
 * @param continuous vitals that come as a stream: their input is the median of the trailing window,
 *     not the last sample
 * @param window length of that window, {@code (τ - window, τ]}
 * @param samples how many samples the median takes at least
 * @param span how far they must lie apart at least; without enough, the input before ages on
 */
public record Observation(
    Map<Vital, Duration> validity,
    Set<Vital> continuous,
    Duration window,
    int samples,
    Duration span) {
  /** The components in the order of the NEWS2 chart; HR stands for the pulse. */
  public static final Set<Vital> COMPONENTS =
      Collections.unmodifiableSet(
          new java.util.LinkedHashSet<>(
              java.util.List.of(
                  Vital.RR, Vital.SPO2, Vital.O2, Vital.SBP, Vital.HR, Vital.ACVPU, Vital.TEMP)));

  public Observation {
    validity = Collections.unmodifiableMap(new TreeMap<>(validity));
    continuous = Collections.unmodifiableSet(new TreeSet<>(continuous));
    if (!validity.keySet().equals(COMPONENTS)) {
      throw new IllegalArgumentException("validity must name exactly " + COMPONENTS);
    }
    if (validity.values().stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("no validity may be negative");
    }
    if (!COMPONENTS.containsAll(continuous) || continuous.stream().anyMatch(v -> !v.numeric())) {
      throw new IllegalArgumentException("continuous may name numeric components only");
    }
    if (!window.isPositive() || samples < 1 || span.isNegative() || span.compareTo(window) >= 0) {
      throw new IllegalArgumentException("needs window > span >= 0 and at least 1 sample");
    }
  }

  /** The same with other streams. */
  public Observation withContinuous(Set<Vital> other) {
    return new Observation(validity, other, window, samples, span);
  }
}
