package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.VitalWindow.Size;
import java.util.List;

/**
 * Replaces or removes an accepted value for everything that is decided from now on. What has been
 * decided stays: machines whose last transition is before it look again at what came after.
 */
final class Correction {
  private final Shift shift;
  private final Put put;
  private final Reading reading;
  private final Vital vital;

  Correction(Shift shift, Put put, Reading reading) {
    this.shift = shift;
    this.put = put;
    this.reading = reading;
    vital = reading.vital();
  }

  /** Whether a component of the scores changed. */
  boolean run(long time, long value) {
    Series series = shift.series(vital);
    shift.history().remove(vital, time);
    boolean replaced = reading.status() == Reading.Status.CORRECTED;
    if (replaced) {
      shift.history().add(vital, new Sample(time, value, put.at()));
    }
    series.median = null;
    series.sameCount = 0;
    Recording.forgetRates(shift, series);
    Sample newest = newest(series);
    if (time >= series.latestTime) {
      series.latestTime = newest == null ? Series.NONE : newest.time();
      series.latestValue = newest == null ? 0 : newest.value();
      series.latestArrival = shift.nowMillis();
      series.latestDevice = put.device();
      shift.latestChanged = true;
    }
    if (vital.numeric()) {
      long start = Size.MINUTE.startOf(time);
      long end = start + Size.MINUTE.length().toMillis() - 1;
      series.frames.recount(time, shift.history().between(vital, start, end));
      shift.patient().rareChange = true;
      shift.dirty(series);
      Climbing.corrected(shift, vital, time);
    }
    return rescore(time, newest);
  }

  private @org.jspecify.annotations.Nullable Sample newest(Series series) {
    long from = series.newest - shift.plan().keep(vital);
    List<Sample> left = shift.history().between(vital, from, series.newest);
    return left.isEmpty() ? null : left.getLast();
  }

  private boolean rescore(long time, @org.jspecify.annotations.Nullable Sample newest) {
    int component = Scores.component(vital);
    Scores scores = shift.patient().scores;
    if (component < 0 || vital == Vital.PULSE || scores.times[component] != time) {
      return false;
    }
    if (newest == null) {
      scores.put(component, Scores.NONE, 0, null);
    } else {
      scores.put(component, newest.time(), newest.value(), newest.at());
    }
    return true;
  }
}
