package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.vitals.Vital;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;

/**
 * What a put of four vitals in order costs: CPU nanoseconds and bytes allocated, with and without
 * the state going through bytes. Run by hand; a measurement, not a test.
 */
final class EngineSpeed {
  private static final int PUTS = 500_000;

  private EngineSpeed() {}

  static void main() {
    for (int round = 0; round < 3; round++) {
      measure("engine", false);
      measure("engine, state encoded and decoded", true);
    }
  }

  private static void measure(String what, boolean coded) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Engine engine = new Engine(Profiles.ADULT_CONTINUOUS);
    InMemoryHistory history = new InMemoryHistory();
    PatientState state = PatientState.of("patient-1");
    long start = Instant.parse("2026-01-15T10:00:00Z").toEpochMilli();
    long events = 0;
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long nanos = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < PUTS; i++) {
      Instant t = Instant.ofEpochMilli(start + i * 1000L);
      String spo2 = i % 600 < 60 ? "87" : "97";
      List<Reading> readings =
          List.of(
              new Reading(Vital.HR, "72", null, t),
              new Reading(Vital.PULSE, "72", null, t),
              new Reading(Vital.RR, "16", null, t),
              new Reading(Vital.SPO2, spo2, null, t));
      Step step =
          engine.put(state, new Put("mon-7", 1, i, t, new Position(0, i), readings), history);
      state = coded ? StateCodec.decode(StateCodec.encode(step.next())) : step.next();
      events += step.events().size();
    }
    nanos = threads.getCurrentThreadCpuTime() - nanos;
    bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
    System.out.printf(
        "%s: %d CPU ns and %d bytes per put of 4 vitals, %d events, state %d bytes%n",
        what, nanos / PUTS, bytes / PUTS, events, StateCodec.encode(state).length);
  }
}
