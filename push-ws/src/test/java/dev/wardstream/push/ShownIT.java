package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who was shown what, as it gets into {@code audit.access}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShownIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final List<String> PATIENTS = List.of("a1", "a2", "a3", "a4", "a5");

  private Ward ward;

  @BeforeAll
  void start() {
    ward = new Ward();
    PATIENTS.forEach(patient -> ward.records.admit(patient, "shown"));
    ward.records.admit("stranger", "hidden");
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private List<AccessRecord> shown(String subject, String what) {
    return ward.records.read(Topics.AUDIT_ACCESS, AccessRecord.class).stream()
        .filter(record -> record.getSubject().equals(subject) && record.getWhat().equals(what))
        .toList();
  }

  private List<AccessRecord> awaitShown(String subject, String what, long items) {
    return Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> shown(subject, what),
            found -> found.stream().mapToLong(AccessRecord::getCount).sum() >= items);
  }

  private static OffsetRange range(String position) {
    var parts = position.split("/");
    var offset = Long.parseLong(parts[2]);
    return new OffsetRange(parts[0], Integer.parseInt(parts[1]), offset, offset);
  }

  private static OffsetRange union(OffsetRange one, OffsetRange other) {
    return new OffsetRange(
        one.getTopic(),
        one.getPartition(),
        Math.min(one.getFirst(), other.getFirst()),
        Math.max(one.getLast(), other.getLast()));
  }

  private static Map<Integer, OffsetRange> byPartition(Iterable<OffsetRange> ranges) {
    var all = new TreeMap<Integer, OffsetRange>();
    ranges.forEach(range -> all.merge(range.getPartition(), range, ShownIT::union));
    return all;
  }

  @Test
  void theRangesOnRecordAreThoseReceived() {
    try (var nurse = ward.connect("nurse-shown", Role.NURSE, Set.of("shown"));
        var idle = ward.connect("nurse-idle", Role.NURSE, Set.of("hidden"))) {
      idle.awaitLive(idle.sub("wards/hidden/windows", "\"live\""));
      var sub = nurse.sub("wards/shown/vitals", "\"live\"");
      nurse.awaitLive(sub);
      for (var seq = 1; seq <= 20; seq++) {
        ward.records.readingLater("stranger", seq);
        for (var patient : PATIENTS) {
          ward.records.reading(patient, seq);
        }
      }
      var received = nurse.awaitData(sub, 100);
      nurse.ask("unsub", "{\"sub\":" + sub + "}");

      var records = awaitShown("nurse-shown", "push.stream", 100);
      assertThat(records.stream().mapToLong(AccessRecord::getCount).sum()).isEqualTo(100);
      assertThat(byPartition(records.stream().flatMap(r -> r.getRanges().stream()).toList()))
          .isEqualTo(byPartition(received.stream().map(ShownIT::range).toList()));
      assertThat(records)
          .allMatch(AccessRecord::getAllowed)
          .allMatch(record -> record.getResource().equals("wards/shown/vitals"))
          .allMatch(record -> record.getRole().equals("nurse") && record.getPatient() == null)
          .allMatch(record -> "127.0.0.1".equals(record.getAddress()));
      assertThat(shown("nurse-idle", "push.stream")).isEmpty();
      assertThat(shown("nurse-idle", "push.snapshot")).isEmpty();
    }
  }

  @Test
  void aSnapshotIsOnRecordWithThePositionItShows() {
    try (var nurse = ward.connect("nurse-state", Role.NURSE, Set.of("shown"))) {
      var sub = nurse.sub("wards/shown/census", "\"snapshot\"");
      nurse.awaitLive(sub);
      var items = nurse.positions(sub, "snapshot").size();

      var record = awaitShown("nurse-state", "push.snapshot", items).getFirst();

      assertThat(record.getCount()).isEqualTo(items).isPositive();
      assertThat(record.getResource()).isEqualTo("wards/shown/census");
      assertThat(record.getRanges())
          .extracting(OffsetRange::getTopic)
          .containsOnly(Topics.CARE_PATIENTS.name());
      assertThat(record.getRanges().stream().mapToLong(OffsetRange::getLast).sum())
          .as("as of the end: what was admitted lies before")
          .isGreaterThanOrEqualTo(items);
    }
  }
}
