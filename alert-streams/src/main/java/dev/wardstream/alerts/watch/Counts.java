package dev.wardstream.alerts.watch;

import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.Disposition;
import dev.wardstream.clinical.engine.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What became of readings and actions, counted, so that nothing is dropped in silence. Safe from
 * any stream thread; what is processed again after a crash is counted again.
 */
public final class Counts {
  private static final Duration[] BUCKETS =
      IntStream.of(10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Map<Disposition, Counter> readings = new EnumMap<>(Disposition.class);
  private final Timer delay;
  private final Map<Action.Outcome, Counter> actions = new EnumMap<>(Action.Outcome.class);

  /** Counts in this registry. */
  public Counts(MeterRegistry meters) {
    delay =
        Timer.builder("wardstream.alerts.delay")
            .description("From the arrival of readings until the alert event they cause")
            .serviceLevelObjectives(BUCKETS)
            .register(meters);
    for (var disposition : Disposition.values()) {
      readings.put(
          disposition,
          meters.counter("wardstream.alerts.readings", "disposition", label(disposition)));
    }
    for (var outcome : Action.Outcome.values()) {
      actions.put(outcome, meters.counter("wardstream.alerts.actions", "outcome", label(outcome)));
    }
  }

  /** Something was decided from readings that arrived so long ago. */
  void decided(long delayMillis) {
    delay.record(Math.max(0, delayMillis), TimeUnit.MILLISECONDS);
  }

  void count(Step step) {
    for (var disposition : step.dispositions()) {
      increment(readings.get(disposition));
    }
    if (step.outcome() != null) {
      increment(actions.get(step.outcome()));
    }
  }

  private static void increment(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
