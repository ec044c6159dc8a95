package dev.wardstream.alerts.rehoming;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What becomes of readings without a patient, counted. Safe from any stream thread; what is
 * processed again after a crash is counted again.
 */
public final class RehomingCounts {
  /** Name of the counter; its tag {@code outcome} is held, moved, repeated or expired. */
  public static final String COUNTER = "wardstream.alerts.unassigned";

  private final Counter held;
  private final Counter moved;
  private final Counter repeated;
  private final Counter expired;

  /** Counts in this registry. */
  public RehomingCounts(MeterRegistry meters) {
    held = counter(meters, "held");
    moved = counter(meters, "moved");
    repeated = counter(meters, "repeated");
    expired = counter(meters, "expired");
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder(COUNTER)
        .description("Readings whose device had no patient")
        .tag("outcome", outcome)
        .register(meters);
  }

  void held(int readings) {
    held.increment(readings);
  }

  void moved(int readings) {
    moved.increment(readings);
  }

  void repeated(int readings) {
    repeated.increment(readings);
  }

  void expired(int readings) {
    expired.increment(readings);
  }
}
