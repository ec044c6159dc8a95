package dev.wardstream.cli.evaluate.cohort;

import java.time.Instant;
import java.util.List;

/**
 * What one device, or one chart, said at one instant.
 *
 * @param device tells apart what was measured at the same instant in two ways
 */
public record Moment(Instant at, String device, List<Value> values) {
  public Moment {
    values = List.copyOf(values);
  }
}
