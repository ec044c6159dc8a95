package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.cli.evaluate.cohort.Moment;
import dev.wardstream.cli.evaluate.cohort.Stay;
import dev.wardstream.cli.evaluate.cohort.Value;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often each vital was measured. One thread owns it.
 *
 * <p>A gap is the time between two instants at which a stay has the vital.
 */
public final class Sampling {
  private final Map<Vital, Map<Long, Long>> gaps = new EnumMap<>(Vital.class);
  private final Set<Vital> measured = EnumSet.noneOf(Vital.class);

  /** The gaps of one stay. */
  public static Sampling of(Stay stay) {
    var sampling = new Sampling();
    var last = new EnumMap<Vital, Long>(Vital.class);
    for (Moment moment : stay.moments()) {
      var now = moment.at().toEpochMilli();
      for (Value value : moment.values()) {
        var before = last.put(value.vital(), now);
        sampling.measured.add(value.vital());
        if (before != null && before < now) {
          sampling.gaps(value.vital()).merge(now - before, 1L, Long::sum);
        }
      }
    }
    return sampling;
  }

  /** Adds those of others. */
  public void add(Sampling other) {
    measured.addAll(other.measured);
    other.gaps.forEach(
        (vital, more) -> more.forEach((gap, count) -> gaps(vital).merge(gap, count, Long::sum)));
  }

  private Map<Long, Long> gaps(Vital vital) {
    return gaps.computeIfAbsent(vital, _ -> new TreeMap<>());
  }

  /** The vitals that were measured at all. */
  public Set<Vital> measured() {
    return EnumSet.copyOf(measured);
  }

  /** The median gap; empty where no stay has the vital twice. */
  public Optional<Duration> median(Vital vital) {
    var sorted = gaps.getOrDefault(vital, Map.of());
    var total = sorted.values().stream().mapToLong(Long::longValue).sum();
    var passed = 0L;
    for (var gap : sorted.entrySet()) {
      passed += gap.getValue();
      if (2 * passed >= total) {
        return Optional.of(Duration.ofMillis(gap.getKey()));
      }
    }
    return Optional.empty();
  }
}
