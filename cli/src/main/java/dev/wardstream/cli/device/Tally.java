package dev.wardstream.cli.device;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What all devices of a run have sent and been told. Any thread. */
public final class Tally {
  private final LongAdder connected = new LongAdder();
  private final LongAdder readings = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder acks = new LongAdder();
  private final LongAdder resent = new LongAdder();
  private final LongAdder reconnects = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final ConcurrentMap<String, LongAdder> refused = new ConcurrentHashMap<>();
  private final ConcurrentMap<Fault, LongAdder> faults = new ConcurrentHashMap<>();
  private final Histogram latency = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);

  void opened() {
    connected.increment();
  }

  void closed() {
    connected.decrement();
  }

  void reconnected() {
    reconnects.increment();
  }

  void measured() {
    readings.increment();
  }

  void sent(boolean again) {
    (again ? resent : puts).increment();
  }

  void accepted(int count, int bad, long nanos) {
    acks.increment();
    acknowledged.add(count - bad);
    rejected.add(bad);
    latency.recordValue(
        Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 1, latency.getHighestTrackableValue()));
  }

  void refused(String code) {
    refused.computeIfAbsent(code, _ -> new LongAdder()).increment();
  }

  void dropped(int count) {
    dropped.add(count);
  }

  void struck(Fault fault) {
    faults.computeIfAbsent(fault, _ -> new LongAdder()).increment();
  }

  /** The figures now. */
  public Figures figures() {
    return new Figures(
        new Figures.Readings(readings.sum(), acknowledged.sum(), rejected.sum(), dropped.sum()),
        new Figures.Puts(puts.sum(), acks.sum(), resent.sum(), counts(refused)),
        new Figures.Lines(connected.sum(), reconnects.sum(), counts(faults)),
        latency.getValueAtPercentile(50) / 1000.0,
        latency.getValueAtPercentile(99) / 1000.0);
  }

  private static Map<String, Long> counts(Map<?, LongAdder> adders) {
    var counts = new TreeMap<String, Long>();
    adders.forEach((key, adder) -> counts.put(key.toString(), adder.sum()));
    return counts;
  }
}
