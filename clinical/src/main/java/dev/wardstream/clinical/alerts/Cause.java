package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.history.OffsetRange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why and when the severity of a family changes.
 *
 * @param eventTime when the condition became true
 * @param value decimal text of the value that met it; null for a technical alert
 * @param worst worst value of the episode to report from now on; null where there is none
 * @param limit limit met, with its comparison
 * @param status of a score: COMPLETE or INCOMPLETE; null otherwise
 * @param retrospective already too old to be annunciated
 * @param inputs the values behind a composite value
 * @param readings positions of the readings that met it; empty for timers
 */
public record Cause(
    Instant eventTime,
    @Nullable String value,
    @Nullable String worst,
    String limit,
    @Nullable String status,
    boolean retrospective,
    List<AlertInput> inputs,
    List<OffsetRange> readings) {
  public Cause {
    inputs = List.copyOf(inputs);
    readings = List.copyOf(readings);
  }

  /** A condition on time alone, true at this instant; never retrospective. */
  public static Cause ofTime(Instant instant, String limit, List<OffsetRange> readings) {
    return technical(instant, null, limit, readings);
  }

  /** A technical condition: about the measurement, not the patient; never retrospective. */
  public static Cause technical(
      Instant instant, @Nullable String value, String limit, List<OffsetRange> readings) {
    return new Cause(instant, value, null, limit, null, false, List.of(), readings);
  }
}
