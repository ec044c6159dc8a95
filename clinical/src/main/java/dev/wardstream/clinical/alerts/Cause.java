package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.history.OffsetRange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why and when the severity of a family changes.
 *
 * @param eventTime when the condition became true
 * @param value decimal text of the value that met it; null for a lost signal
 * @param worst worst value of the episode to report from now on; null for a lost signal
 * @param limit limit met, with its comparison
 * @param retrospective already too old to be annunciated
 * @param readings positions of the readings that met it; empty for timers
 */
public record Cause(
    Instant eventTime,
    @Nullable String value,
    @Nullable String worst,
    String limit,
    boolean retrospective,
    List<OffsetRange> readings) {

  /** A condition on time alone, true at this instant; never retrospective. */
  public static Cause ofTime(Instant instant, String limit, List<OffsetRange> readings) {
    return new Cause(instant, null, null, limit, false, readings);
  }
}
