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
    Plan.ScorePlan plan = shift.plan().scores;
    Scores scores = shift.patient().scores;
    MedianWindow window = window(shift.series(vital), shift, scores.tau - plan.windowMillis);
    if (!window.enough(plan.samples, plan.spanMillis)) {
      return false;
    }
    long known = scores.times[component];
    boolean tie = vital == Vital.PULSE && rateTaken && window.newestTime() == known;
    if (window.newestTime() < known || tie) {
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
      for (Sample sample : shift.history().between(vital, Math.max(after, 0), series.newest)) {
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
