package dev.wardstream.benchmarks;

import java.time.Instant;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * Takes what the push service delivers and notes how long after its reading was due each item came:
 * readings by device and {@code seq}, alerts by patient and time of the event. Any thread.
 */
final class Arrivals {
  private static final int DIGITS = 3;
  private static final String ITEM = "\"at\":\"";

  private final Timetable timetable;
  private final SynchronizedHistogram vitals = new SynchronizedHistogram(DIGITS);
  private final SynchronizedHistogram alerts = new SynchronizedHistogram(DIGITS);

  Arrivals(Timetable timetable) {
    this.timetable = timetable;
  }

  /** Microseconds of readings. */
  SynchronizedHistogram vitals() {
    return vitals;
  }

  /** Microseconds of raised alerts. */
  SynchronizedHistogram alerts() {
    return alerts;
  }

  /** A message that came at a time. */
  void take(String message, long nowNanos) {
    int at = message.indexOf(ITEM);
    while (at >= 0) {
      int next = message.indexOf(ITEM, at + ITEM.length());
      item(message.substring(at + ITEM.length(), next < 0 ? message.length() : next), nowNanos);
      at = next;
    }
  }

  private void item(String item, long nowNanos) {
    if (item.startsWith("vitals.readings/")) {
      long seq = Long.parseLong(after(item, "\"seq\":", ','));
      note(vitals, number(after(item, "\"device\":\"", '"')), seq - 1, nowNanos);
    } else if (item.startsWith("alerts.events/") && item.contains("\"type\":\"RAISED\"")) {
      int bed = number(after(item, "\"patient\":\"", '"'));
      var time = Instant.parse(after(item, "\"eventTime\":\"", '"'));
      note(alerts, bed, timetable.second(bed, time.toEpochMilli()), nowNanos);
    }
  }

  private void note(SynchronizedHistogram delays, int bed, long second, long nowNanos) {
    if (timetable.counts(second)) {
      delays.recordValue((nowNanos - timetable.dueNanos(bed, second)) / 1_000);
    }
  }

  /** The number of {@code mon-7} or {@code p-7}. */
  private static int number(String id) {
    return Integer.parseInt(id.substring(id.indexOf('-') + 1));
  }

  private static String after(String item, String name, char end) {
    int from = item.indexOf(name) + name.length();
    return item.substring(from, item.indexOf(end, from));
  }
}
