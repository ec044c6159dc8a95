package dev.wardstream.cli.verify;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** One line of the report: all watchers of one transport, or all that switch. Any thread. */
public final class Row {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final String name;
  private final Counts counts = new Counts();
  private final Histogram latencyMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final LongAdder seen = new LongAdder();
  private int subscribers;

  Row(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  synchronized void joined() {
    subscribers++;
  }

  synchronized int subscribers() {
    return subscribers;
  }

  /** A reading came, in time to be measured. */
  void measured(long nanos) {
    latencyMicros.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 1, LONGEST_MICROS));
  }

  /** A reading came. */
  void seen() {
    seen.increment();
  }

  /** Readings that have come so far. */
  long seenSoFar() {
    return seen.sum();
  }

  synchronized void concluded(Counts verdict) {
    counts.add(verdict);
  }

  synchronized long of(Count what) {
    return counts.of(what);
  }

  synchronized boolean isFaulty() {
    return counts.isFaulty();
  }

  /** Milliseconds from put to watcher at a percentile; of those that read at once. */
  double latencyMillis(double percentile) {
    return latencyMicros.getValueAtPercentile(percentile) / 1000.0;
  }

  /** Readings that were measured. */
  long measured() {
    return latencyMicros.getTotalCount();
  }
}
