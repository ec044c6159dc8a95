package dev.wardstream.alerts.watch;

import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.Disposition;
import dev.wardstream.clinical.engine.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of readings and actions, counted, so that nothing is dropped in silence. Safe from
 * any stream thread; what is processed again after a crash is counted again.
 */
public final class Counts {
  private final Map<Disposition, Counter> readings = new EnumMap<>(Disposition.class);
  private final Map<Action.Outcome, Counter> actions = new EnumMap<>(Action.Outcome.class);

  /** Counts in this registry. */
  public Counts(MeterRegistry meters) {
    for (var disposition : Disposition.values()) {
      readings.put(
          disposition,
          meters.counter("wardstream.alerts.readings", "disposition", label(disposition)));
    }
    for (var outcome : Action.Outcome.values()) {
      actions.put(outcome, meters.counter("wardstream.alerts.actions", "outcome", label(outcome)));
    }
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
