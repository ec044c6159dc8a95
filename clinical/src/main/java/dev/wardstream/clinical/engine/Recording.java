package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.windows.VitalWindow.Size;

/** Keeps an accepted sample: newest value, windows, and what is derived from the samples. */
final class Recording {
  private Recording() {}

  /** A sample newer than all of its series. */
  static void newest(Shift shift, Series series, Sample sample, String device) {
    boolean newMinute =
        series.isEmpty()
            || Size.MINUTE.startOf(sample.time()) != Size.MINUTE.startOf(series.newest);
    series.newest = sample.time();
    series.latestTime = sample.time();
    series.latestValue = sample.value();
    series.latestArrival = shift.nowMillis();
    series.latestDevice = device;
    shift.latestChanged = true;
    if (series.vital.numeric()) {
      shift.patient().rareChange |= series.frames.accept(sample.time(), sample.value());
      if (series.frames.newestToRevise()) {
        shift.dirty(series);
      }
    }
    if (newMinute) {
      publish(shift, series);
      long keep = sample.time() - shift.plan().keep(series.vital);
      shift.history().purge(series.vital, keep);
    }
  }

  /** A sample that comes after a newer one. */
  static void late(Shift shift, Series series, Sample sample) {
    series.median = null;
    forgetRates(shift, series);
    if (series.vital.numeric()) {
      shift.patient().rareChange |= series.frames.accept(sample.time(), sample.value());
    }
    shift.dirty(series);
  }

  static void forgetRates(Shift shift, Series series) {
    for (Ladder ladder : shift.plan().ladders(series.vital)) {
      shift.binding().climbs[ladder.index].window = null;
    }
  }

  /** Publishes the windows of a series that are due. */
  static void publish(Shift shift, Series series) {
    shift.patient().rareChange |=
        series.frames.publish(
            series.vital, series.newest, shift.plan().latenessMillis, shift.windows());
  }
}
