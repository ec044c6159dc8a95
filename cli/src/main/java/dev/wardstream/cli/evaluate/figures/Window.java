package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.cli.evaluate.cohort.Outcome;
import java.time.Duration;

/**
 * The time before the outcome in which an alert counts as a warning, half-open. What comes before
 * it is false; what comes at or after the outcome is neither.
 *
 * @param from epoch milliseconds; {@link Long#MAX_VALUE} where there is no outcome, so that all is
 *     before it
 * @param to epoch milliseconds: the outcome
 */
record Window(long from, long to) {
  private static final Window NONE = new Window(Long.MAX_VALUE, Long.MAX_VALUE);

  static Window of(Outcome outcome, Duration before) {
    return switch (outcome) {
      case Outcome.At(var at) -> new Window(at.minus(before).toEpochMilli(), at.toEpochMilli());
      case Outcome.None _, Outcome.FromTheStart _ -> NONE;
    };
  }

  boolean none() {
    return from == Long.MAX_VALUE;
  }

  boolean covers(long at) {
    return at >= from && at < to;
  }

  boolean meets(Stretch stretch) {
    return stretch.from() < to && stretch.to() > from;
  }
}
