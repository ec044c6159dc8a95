package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.cli.evaluate.cohort.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What there was to look at.
 *
 * @param judged stays with the outcome that were watched in the window before it
 * @param unwatched stays with the outcome that were not
 * @param fromTheStart stays that had the outcome before the first value
 * @param verdicts how many values met which fate, by the first rule set
 */
public record Totals(
    long stays,
    double days,
    long judged,
    long unwatched,
    long fromTheStart,
    Map<Verdict, Long> verdicts) {

  /** Stays without the outcome. */
  public long without() {
    return stays - judged - unwatched - fromTheStart;
  }

  /** Counts. */
  public static Totals of(List<Case> cases, @Nullable Duration before) {
    var millis = 0L;
    var counts = new long[3];
    var verdicts = new TreeMap<Verdict, Long>();
    for (Case one : cases) {
      millis += one.watchedMillis();
      one.chart().verdicts().forEach((verdict, n) -> verdicts.merge(verdict, (long) n, Long::sum));
      if (one.outcome() instanceof Outcome.FromTheStart) {
        counts[2]++;
      } else if (before != null && one.outcome() instanceof Outcome.At) {
        counts[Warning.judged(one, before) ? 0 : 1]++;
      }
    }
    var days = millis / (double) Duration.ofDays(1).toMillis();
    return new Totals(cases.size(), days, counts[0], counts[1], counts[2], verdicts);
  }
}
