package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Vital;
import java.util.List;

/**
 * Seven components that a person took together: they count as they are, without a median, at once.
 */
final class ObservationSet {
  private final Shift shift;
  private final Put put;
  private final Disposition[] dispositions;

  ObservationSet(Shift shift, Put put, Disposition[] dispositions) {
    this.shift = shift;
    this.put = put;
    this.dispositions = dispositions;
  }

  void takeIfComplete(long time) {
    List<Reading> readings = put.readings();
    String set = null;
    int components = 0;
    for (int i = 0; i < dispositions.length; i++) {
      Reading reading = readings.get(i);
      int component = Scores.component(reading.vital());
      if (reading.observationSet() != null
          && component >= 0
          && dispositions[i] == Disposition.ACCEPTED
          && reading.time().toEpochMilli() == time
          && (set == null || set.equals(reading.observationSet()))) {
        set = reading.observationSet();
        components |= 1 << component;
      }
    }
    if (components == (1 << Scores.COMPONENTS) - 1) {
      take(time);
    }
  }

  private void take(long time) {
    Scores scores = shift.patient().scores;
    for (Vital vital : Vital.values()) {
      int component = Scores.component(vital);
      Series series = shift.series(vital);
      if (component >= 0 && series.latestTime == time && time >= scores.times[component]) {
        scores.put(component, time, series.latestValue, put.at());
      }
    }
  }
}
