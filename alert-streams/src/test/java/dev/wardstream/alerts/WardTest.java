package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restless ward through the job: what is said keeps to the promises, and to the engine. */
class WardTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Set<String> LEVELED =
      Set.of("SPO2_LOW", "HR_HIGH", "HR_LOW", "HR_RISE", "RR_HIGH", "RR_LOW", "SBP_LOW");

  @TempDir private Path folder;

  /** With all patients on the heap, with some, and with none, as after a restart. */
  @ParameterizedTest(name = "seed {0}, on heap {1}")
  @CsvSource({"1, 50000", "2, 2", "3, 0", "4, 50000", "5, 3", "6, 0"})
  void keepsItsPromises(long seed, int onHeap) {
    try (var twins = new Twins(folder, NOON, onHeap)) {
      var ward = new Ward(twins, seed, NOON);
      ward.run(900);
      ward.recover();

      var events = twins.requireAlike();

      assertThat(events.values().stream().mapToInt(List::size).sum()).isGreaterThan(100);
      events.forEach((patient, its) -> requirePromises(patient, its, ward.arrivals()));
    }
  }

  private static void requirePromises(
      String patient, List<AlertEvent> events, Map<Long, Instant> arrivals) {
    Map<String, AlertEvent> newest = new HashMap<>();
    Set<String> said = new HashSet<>();
    long seq = 0;
    for (var event : events) {
      assertThat(event.getSeq()).as("no hole at %s", event).isEqualTo(++seq);
      assertThat(said.add(event.toString())).as("said twice: %s", event).isTrue();
      if (LEVELED.contains(event.getFamily())) {
        requireReadings(event, arrivals);
      }
      newest.put(event.getFamily(), event);
    }
    assertThat(newest.values())
        .as("what %s still has at the end", patient)
        .allSatisfy(event -> assertThat(event.getOpen()).isFalse());
  }

  /** Silence clears nothing, and nothing waits longer than for the reading that completes it. */
  private static void requireReadings(AlertEvent event, Map<Long, Instant> arrivals) {
    boolean decided =
        Set.of(
                AlertEventType.RAISED,
                AlertEventType.ESCALATED,
                AlertEventType.DEESCALATED,
                AlertEventType.CLEARED)
            .contains(event.getType());
    if (decided) {
      assertThat(event.getReadings()).as("%s", event).isNotEmpty();
      long newest =
          event.getReadings().stream().mapToLong(range -> range.getLast()).max().orElseThrow();
      assertThat(event.getEmittedAt()).as("%s", event).isEqualTo(arrivals.get(newest));
    }
  }
}
