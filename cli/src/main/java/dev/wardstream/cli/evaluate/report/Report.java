package dev.wardstream.cli.evaluate.report;

import dev.wardstream.cli.evaluate.cohort.About;
import dev.wardstream.cli.evaluate.figures.Differences;
import dev.wardstream.cli.evaluate.figures.Totals;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything an evaluation has to say.
 *
 * @param sides one rule set, or two
 * @param differences null with one rule set
 */
public record Report(
    Ground ground, Totals totals, List<Side> sides, @Nullable Differences differences) {
  public Report {
    sides = List.copyOf(sides);
  }

  /**
   * What the figures rest on.
   *
   * @param before how long before the outcome an alert is a warning; null where there is no outcome
   * @param families what was asked for; empty: all
   * @param technical whether technical families were included
   * @param counts what the reader met
   * @param gaps median time between two values, by vital
   * @param time how the cohort tells time
   */
  public record Ground(
      About about,
      @Nullable Duration before,
      List<String> families,
      boolean technical,
      Map<String, Long> counts,
      Map<Vital, Duration> gaps,
      Function<Instant, String> time) {
    public Ground {
      families = List.copyOf(families);
    }
  }

  String time(long epochMillis) {
    return ground.time.apply(Instant.ofEpochMilli(epochMillis));
  }
}
