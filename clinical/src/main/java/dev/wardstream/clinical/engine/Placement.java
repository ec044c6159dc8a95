package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.vitals.Fixed;
import dev.wardstream.clinical.vitals.Vital;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places the readings of one put, in order of event time and vital, and has each evaluated by the
 * rules of its vital at once; what several vitals decide together is evaluated once per event time.
 */
final class Placement {
  private final Shift shift;
  private final Put put;
  private final List<Reading> readings;
  private final long[] judged;
  private final Disposition[] dispositions;

  /** An accepted systolic pressure of the event time being placed. */
  private boolean pressure;

  /** A component of the scores changed at the event time being placed. */
  private boolean component;

  Placement(Shift shift, Put put) {
    this.shift = shift;
    this.put = put;
    readings = put.readings();
    judged = Intake.judge(put, shift.plan().futureMillis);
    dispositions = new Disposition[judged.length];
  }

  List<Disposition> run() {
    if (inOrder()) {
      for (int i = 0; i < judged.length; i++) {
        place(i, i + 1 == judged.length ? -1 : i + 1);
      }
    } else {
      int[] order = sorted();
      for (int n = 0; n < order.length; n++) {
        place(order[n], n + 1 == order.length ? -1 : order[n + 1]);
      }
    }
    return Collections.unmodifiableList(Arrays.asList(dispositions));
  }

  private boolean inOrder() {
    for (int i = 1; i < judged.length; i++) {
      if (compare(readings.get(i - 1), readings.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private int[] sorted() {
    Comparator<Integer> order = (a, b) -> compare(readings.get(a), readings.get(b));
    return IntStream.range(0, judged.length)
        .boxed()
        .sorted(order)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int compare(Reading a, Reading b) {
    int byTime = a.time().compareTo(b.time());
    return byTime != 0 ? byTime : a.vital().compareTo(b.vital());
  }

  private void place(int i, int next) {
    Reading reading = readings.get(i);
    long value = judged[i];
    if (Intake.isValue(value)) {
      dispositions[i] = place(reading, value);
    } else {
      dispositions[i] = Intake.disposition(value);
      if (value == Intake.ARTEFACT) {
        Technical.artefact(shift, reading, put.at());
      }
    }
    if ((pressure || component)
        && (next < 0 || !readings.get(next).time().equals(reading.time()))) {
      together(reading.time().toEpochMilli());
    }
  }

  /** What is decided from several vitals of one event time. */
  private void together(long time) {
    if (pressure) {
      Climbing.shock(shift, time);
    }
    if (component) {
      new ObservationSet(shift, put, dispositions).takeIfComplete(time);
      new Scoring(shift).evaluate(Math.max(shift.patient().scores.tau, time));
    }
    pressure = false;
    component = false;
  }

  /** Late, in conflict, or accepted. */
  private Disposition place(Reading reading, long value) {
    Vital vital = reading.vital();
    long time = reading.time().toEpochMilli();
    Series series = shift.series(vital);
    if (!series.isEmpty()) {
      if (time < series.newest - shift.plan().latenessMillis) {
        return Disposition.LATE;
      }
      boolean taken =
          time == series.latestTime
              || (time <= series.newest && shift.history().contains(vital, time));
      if (reading.status() != Reading.Status.FINAL) {
        if (taken) {
          component |= new Correction(shift, put, reading).run(time, value);
          return reading.status() == Reading.Status.CORRECTED
              ? Disposition.CORRECTED
              : Disposition.REMOVED;
        }
      } else if (taken) {
        return Disposition.CONFLICT;
      }
    }
    if (reading.status() == Reading.Status.ENTERED_IN_ERROR) {
      return Disposition.INVALID;
    }
    accept(series, reading, new Sample(time, value, put.at()));
    return Disposition.ACCEPTED;
  }

  private void accept(Series series, Reading reading, Sample sample) {
    Vital vital = series.vital;
    long time = sample.time();
    boolean inOrder = time > series.newest;
    shift.history().add(vital, sample);
    if (inOrder) {
      Recording.newest(shift, series, sample, put.device());
    } else {
      Recording.late(shift, series, sample);
    }
    if (vital.numeric()) {
      long shown = Fixed.shown(vital, sample.value());
      if (!shift.plan().ladders(vital).isEmpty()) {
        Climbing.of(shift, vital, sample, shown, inOrder);
      }
      Technical.accepted(shift, series, sample, shown, inOrder);
    }
    if (Silence.isSignal(shift, put.device(), reading)) {
      Silence.heard(shift, series, sample);
    }
    component |= Scoring.feed(shift, vital, sample, inOrder);
    pressure |= vital == Vital.SBP;
  }
}
