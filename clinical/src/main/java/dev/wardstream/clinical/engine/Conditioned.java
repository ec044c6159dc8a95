package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.vitals.Vital;
import java.util.List;

/**
 * A vital whose samples may come as a stream. Its input at τ is the median of the trailing window
 * {@code (τ - window, τ]}, so that one spike is not a score; without enough samples the input
 * before stays, and ages.
 */
record Conditioned(Vital vital, int component) {
  /** The pulse of an oximeter stands in for a missing heart rate; on a tie the latter counts. */
  static final List<Conditioned> ALL =
      List.of(
          of(Vital.RR),
          of(Vital.SPO2),
          of(Vital.SBP),
          of(Vital.HR),
          of(Vital.PULSE),
          of(Vital.TEMP));

  private static Conditioned of(Vital vital) {
    return new Conditioned(vital, Scores.component(vital));
  }

  /**
   * Takes the median, if there is one that is not older than what is known.
   *
   * @param rateTaken that of the heart rate has just been taken
   * @return whether it was taken
   */
  boolean takeMedian(Shift shift, boolean rateTaken) {
    Series series = shift.series(vital);
    if (series.isEmpty()) {
      return false;
    }
    Plan.ScorePlan plan = shift.plan().scores;
    Scores scores = shift.patient().scores;
    long known = scores.times[component];
    boolean tie = rateTaken && known == series.latestTime;
    if (vital == Vital.PULSE && (known > series.latestTime || tie)) {
      series.median = null;
      return false;
    }
    MedianWindow window = window(series, shift, scores.tau - plan.windowMillis);
    if (!window.enough(plan.samples, plan.spanMillis) || window.newestTime() < known) {
      return false;
    }
    scores.put(component, window.newestTime(), window.median(), null);
    return true;
  }

  /** The samples after the time, the newest included. */
  private MedianWindow window(Series series, Shift shift, long after) {
    MedianWindow window = series.median;
    if (window == null) {
      window = new MedianWindow();
      long from = Math.max(after + 1, 0);
      for (Sample sample : shift.history().between(vital, from, series.newest)) {
        window.add(sample.time(), sample.value());
      }
      series.median = window;
    } else if (window.lacks(series.latestTime)) {
      window.add(series.latestTime, series.latestValue);
    }
    window.forget(after);
    return window;
  }
}
