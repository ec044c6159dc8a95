package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The push service over a real broker and real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushIT {
  private static final String LIVE = "\"live\"";
  private static final String SNAPSHOT = "\"snapshot\"";
  private static final String EARLIEST = "\"earliest\"";

  private Ward ward;

  @BeforeAll
  void start() {
    ward = new Ward();
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private void admitted(String patient, String to) {
    ward.records.admit(patient, to);
    try (var nurse = ward.nurse(to)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            var sub = nurse.sub("wards/" + to + "/census", SNAPSHOT);
            nurse.awaitLive(sub);
            return nurse
                .line(l -> l.startsWith("{\"sub\":" + sub + ",\"snapshot\""))
                .contains("\"" + patient + "\"");
          });
    }
  }

  @Test
  void tellsTheStateAndThenWhatFollowsIt() {
    admitted("a1", "alpha");
    var first = ward.records.reading("a1", 1);
    ward.records.latest("a1", "97.5", first.offset());
    try (var nurse = ward.nurse("alpha")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            var sub = nurse.sub("patients/a1/vitals", SNAPSHOT);
            nurse.awaitLive(sub);
            return nurse.positions(sub, "snapshot").size() == 1;
          });
      var sub = nurse.sub("wards/alpha/vitals", SNAPSHOT);
      nurse.awaitLive(sub);
      var second = ward.records.reading("a1", 2);

      assertThat(nurse.awaitData(sub, 1))
          .containsExactly("vitals.readings/%d/%d".formatted(second.partition(), second.offset()));
      assertThat(nurse.line(l -> l.startsWith("{\"sub\":" + sub + ",\"snapshot\"")))
          .contains("\"latest\":{\"spo2\":{\"value\":97.5,")
          .endsWith("\"more\":false}");
      assertThat(nurse.line(l -> l.startsWith("{\"sub\":" + sub + ",\"data\"")))
          .contains("\"readings\":[{\"t\":\"2026-11-21T10:00:02.000Z\",\"spo2\":97.5}]")
          .contains("\"arrivedAt\":");
    }
  }

  @Test
  void resumesByCursorWithoutLossOrRepeat() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var patients = List.of("r1", "r2", "r3", "r4", "r5");
    patients.forEach(patient -> admitted(patient, "resume"));
    var received = new ArrayList<String>();
    try (var steady = ward.nurse("resume")) {
      var whole = steady.sub("wards/resume/vitals", LIVE);
      steady.awaitLive(whole);
      var from = "{\"cursor\":\"" + steady.cursor(whole) + "\"}";
      var written = 0;
      for (var round = 0; round < 20; round++) {
        written += write(patients, written, random.nextInt(400));
        try (var restless = ward.nurse("resume")) {
          var sub = restless.sub("wards/resume/vitals", from);
          written += write(patients, written, 1 + random.nextInt(200));
          var most = restless.awaitData(sub, 1 + random.nextInt(50)).size();
          restless.drop();
          assertThat(most).isPositive();
          from = "{\"cursor\":\"" + restless.cursor(sub) + "\"}";
          received.addAll(restless.positions(sub, "data"));
        }
      }
      try (var last = ward.nurse("resume")) {
        var sub = last.sub("wards/resume/vitals", from);
        received.addAll(last.awaitData(sub, written - received.size()));
      }
      assertThat(sorted(received))
          .as("seed %d", seed)
          .isEqualTo(sorted(steady.awaitData(whole, written)));
    }
  }

  private int write(List<String> patients, int from, int count) {
    for (var i = 0; i < count; i++) {
      ward.records.readingLater(patients.get((from + i) % patients.size()), from + i);
    }
    return count;
  }

  /** By partition, in the order received within each: what order is promised. */
  private static List<String> sorted(List<String> positions) {
    return positions.stream()
        .sorted(java.util.Comparator.comparing(at -> at.substring(0, at.lastIndexOf('/'))))
        .toList();
  }

  @Test
  void servesTheWholeLogToWhoeverWantsIt() {
    admitted("w1", "whole");
    var positions = new ArrayList<String>();
    for (var i = 0; i < 300; i++) {
      var at = ward.records.reading("w1", i);
      positions.add("vitals.readings/%d/%d".formatted(at.partition(), at.offset()));
    }
    try (var nurse = ward.nurse("whole")) {
      var sub = nurse.sub("patients/w1/vitals", EARLIEST);

      assertThat(nurse.awaitData(sub, 300)).isEqualTo(positions);
      nurse.awaitLive(sub);
    }
  }

  @Test
  void isAsBeforeAfterARestart() {
    admitted("s1", "restart");
    ward.records.alert("s1", 1, AlertEventType.RAISED, true);
    ward.records.active(Records.instance("s1", 1));
    ward.restart();
    try (var nurse = ward.nurse("restart")) {
      var sub = nurse.sub("wards/restart/alerts", SNAPSHOT);
      nurse.awaitLive(sub);

      assertThat(nurse.positions(sub, "snapshot")).hasSize(1);
      ward.records.alert("s1", 2, AlertEventType.CLEARED, false);
      nurse.awaitData(sub, 1);
      var after = nurse.sub("wards/restart/alerts", SNAPSHOT);
      nurse.awaitLive(after);
      assertThat(nurse.positions(after, "snapshot")).isEmpty();
    }
  }

  @Test
  void cutsOffWhoDoesNotReadAndNobodyElse() {
    admitted("slow1", "slow");
    try (var slow = ward.nurse("slow");
        var good = ward.nurse("slow")) {
      slow.sub("wards/slow/vitals", LIVE);
      slow.stopReading();
      var sub = good.sub("wards/slow/vitals", LIVE);
      good.awaitLive(sub);
      var written = 0;
      while (ward.server.connections() > 1 && written < 100_000) {
        for (var i = 0; i < 500; i++) {
          ward.records.readingLater("slow1", written++);
        }
        good.awaitData(sub, written);
      }
      assertThat(good.awaitData(sub, written)).hasSize(written);
      assertThat(ward.server.connections()).isEqualTo(1);
      slow.readOn();
      assertThat(slow.awaitClose()).isIn(4001, -1); // -1: it was too slow even for the goodbye
    }
  }

  @Test
  void endsWhatMayNoLongerBeSeen() {
    admitted("m1", "here");
    try (var nurse = ward.nurse("here")) {
      var patient = nurse.sub("patients/m1/vitals", LIVE);
      var whole = nurse.sub("wards/here/vitals", LIVE);
      nurse.awaitLive(patient);
      nurse.awaitLive(whole);
      ward.records.admit("m1", "elsewhere");

      nurse.line(l ->
          l.startsWith("{\"sub\":" + patient + ",\"gap\"") && l.contains("\"why\":\"revoked\""));
      ward.records.reading("m1", 1);
      assertThat(nurse.ask("sub", "{\"stream\":\"patients/m1/vitals\"}")).contains("\"FORBIDDEN\"");
      admitted("m2", "here");
      ward.records.reading("m2", 1);
      assertThat(nurse.awaitData(whole, 1)).hasSize(1);
      assertThat(nurse.lines()).noneMatch(l -> l.contains("\"patient\":\"m1\",\"device\""));
    }
  }

  @Test
  void tellsAWardOfAPatientWhoComesWithOpenAlerts() {
    admitted("c1", "from");
    ward.records.alert("c1", 1, AlertEventType.RAISED, true);
    try (var nurse = ward.nurse("to")) {
      var alerts = nurse.sub("wards/to/alerts", SNAPSHOT);
      var census = nurse.sub("wards/to/census", SNAPSHOT);
      nurse.awaitLive(alerts);
      nurse.awaitLive(census);
      ward.records.admit("c1", "to");

      nurse.awaitData(census, 1);
      nurse.line(
          l -> l.startsWith("{\"sub\":" + alerts + ",\"snapshot\":[{") && l.contains("SPO2_LOW"));
    }
  }

  @Test
  void roomsAreForTheirMembers() {
    ward.records.room("room-1", "nurse-1", "pat-1");
    try (var member = ward.connect("pat-1", Role.PATIENT, Set.of());
        var stranger = ward.connect("pat-2", Role.PATIENT, Set.of())) {
      var room = "{\"stream\":\"rooms/room-1/messages\"}";
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> member.ask("sub", room).contains("\"ok\""));
      assertThat(stranger.ask("sub", room)).contains("\"FORBIDDEN\"");
      member.awaitLive(1); // said before, it would be in the snapshot
      ward.records.say("room-1", "hello");
      member.line(l -> l.startsWith("{\"sub\":1,\"data\"") && l.contains("\"text\":\"hello\""));
      var sub = member.sub("rooms/room-1/messages", SNAPSHOT);
      member.awaitLive(sub);
      assertThat(member.positions(sub, "snapshot")).hasSize(1);
    }
  }

  @Test
  void pausesWithoutCreditAndGoesOnFromTheLog() {
    admitted("k1", "credit");
    try (var nurse = ward.nurse("credit")) {
      var sub = nurse.sub("wards/credit/vitals", LIVE, ",\"credit\":3");
      nurse.awaitLive(sub);
      for (var i = 0; i < 50; i++) {
        ward.records.reading("k1", i);
      }
      assertThat(nurse.awaitData(sub, 3)).hasSize(3);
      assertThat(nurse.ask("credit", "{\"" + sub + "\":10}")).contains("\"ok\"");
      assertThat(nurse.awaitData(sub, 13)).hasSize(13);
      nurse.send("{\"credit\":{\"" + sub + "\":1000}}");
      assertThat(nurse.awaitData(sub, 50)).hasSize(50).doesNotHaveDuplicates();
    }
  }

  @Test
  void recordsThatCannotBeReadDoNotStopTheRest() {
    admitted("g1", "garbage");
    try (var nurse = ward.nurse("garbage")) {
      var sub = nurse.sub("patients/g1/vitals", LIVE);
      nurse.awaitLive(sub);
      ward.records.garbage(Topics.VITALS_READINGS, "g1");
      ward.records.reading("g1", 1);

      assertThat(nurse.line(l -> l.contains("\"gap\""))).contains("unreadable", "\"count\":1}");
      assertThat(nurse.awaitData(sub, 1)).hasSize(1);
    }
  }

  @Test
  void deliversTheLatestValuesAndTellsHowManyItLeftOut() {
    admitted("l1", "latest");
    try (var nurse = ward.nurse("latest")) {
      var sub =
          nurse.sub("wards/latest/vitals", LIVE, ",\"deliver\":\"latest\",\"intervalMs\":300");
      nurse.awaitLive(sub);
      for (var i = 0; i < 200; i++) {
        ward.records.readingLater("l1", i);
      }
      var last = ward.records.reading("l1", 200);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> nurse.positions(sub, "data").contains(at(last)));

      var left =
          nurse.lines().stream().filter(l -> l.contains("conflated")).mapToLong(PushIT::count);
      assertThat(nurse.positions(sub, "data").size() + left.sum()).isEqualTo(201);
      assertThat(nurse.positions(sub, "data")).hasSizeLessThan(150);
    }
  }

  private static String at(RecordMetadata record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  private static long count(String gap) {
    return Long.parseLong(gap.replaceAll(".*\"count\":([0-9]+)}}", "$1"));
  }

  @Test
  void tellsOfThoseWhoCameWhileNobodyWasThere() {
    admitted("c1", "before");
    ward.records.alert("c1", 1, AlertEventType.RAISED, true);
    admitted("c2", "after");
    String cursor;
    try (var nurse = ward.nurse("after")) {
      var sub = nurse.sub("wards/after/alerts", SNAPSHOT);
      nurse.awaitLive(sub);
      cursor = nurse.cursor(sub);
    }
    admitted("c1", "after");
    try (var nurse = ward.nurse("after")) {
      var sub = nurse.sub("wards/after/alerts", "{\"cursor\":\"%s\"}".formatted(cursor));

      assertThat(nurse.line(l -> l.startsWith("{\"sub\":" + sub + ",\"snapshot\"")))
          .contains("alert-c1");
    }
  }

  @Test
  void readsOnlyWhatIsWatchedAndTellsWhatTheLogHasLost() {
    admitted("k1", "keep");
    String cursor;
    try (var nurse = ward.nurse("keep")) {
      var sub = nurse.sub("patients/k1/vitals", LIVE);
      nurse.awaitLive(sub);
      ward.records.reading("k1", 1);
      nurse.awaitData(sub, 1);
      cursor = nurse.cursor(sub);
    }
    for (var i = 2; i < 7; i++) {
      ward.records.reading("k1", i);
    }
    ward.forget(Topics.VITALS_READINGS);
    ward.restart();
    assertThat(ward.partitionsOnDemand()).isZero();
    try (var nurse = ward.nurse("keep")) {
      var sub = nurse.sub("patients/k1/vitals", "{\"cursor\":\"%s\"}".formatted(cursor));

      assertThat(nurse.line(l -> l.contains("\"gap\""))).contains("retention", "\"count\":5}");
      nurse.awaitLive(sub);
      assertThat(ward.partitionsOnDemand()).isEqualTo(1);
      nurse.ask("unsub", "{\"sub\":%d}".formatted(sub));
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ward.partitionsOnDemand() == 0);
    }
  }

  @Test
  void noticesThatATopicWasMadeAgain() {
    ward.records.room("again", "nurse-1");
    try (var nurse = ward.nurse("again")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> nurse.ask("sub", "{\"stream\":\"rooms/again/messages\"}").contains("\"ok\""));
      var sub = nurse.sub("rooms/again/messages", LIVE);
      nurse.awaitLive(sub);
      ward.recreate(Topics.CHAT_MESSAGES);
      assertThat(nurse.awaitClose()).isEqualTo(4000);
      ward.awaitReady();
      try (var back = ward.nurse("again")) {
        assertThat(
                back.ask(
                    "sub",
                    "{\"stream\":\"rooms/again/messages\",\"from\":{\"cursor\":\"%s\"}}"
                        .formatted(nurse.cursor(sub))))
            .contains("BAD_CURSOR", "no longer exists");
      }
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    try (var nurse = ward.nurse("x")) {
      assertThat(nurse.ask("sub", "{\"stream\":\"wards/x/nonsense\"}")).contains("UNKNOWN_STREAM");
      assertThat(nurse.ask("sub", "{\"stream\":\"wards/y/vitals\"}")).contains("FORBIDDEN");
      assertThat(nurse.ask("sub", "{\"stream\":\"wards/x/alerts\",\"deliver\":\"latest\"}"))
          .contains("NOT_CONFLATABLE");
      assertThat(
              nurse.ask("sub", "{\"stream\":\"wards/x/vitals\",\"from\":{\"cursor\":\"c1.AA\"}}"))
          .contains("BAD_CURSOR");
      assertThat(nurse.ask("saw", "{}")).contains("UNKNOWN_VERB");
      var alerts = nurse.sub("wards/x/alerts", LIVE);
      nurse.awaitLive(alerts);
      assertThat(
              nurse.ask(
                  "sub",
                  "{\"stream\":\"wards/x/vitals\",\"from\":{\"cursor\":\"%s\"}}"
                      .formatted(nurse.cursor(alerts))))
          .contains("BAD_CURSOR");
      nurse.line(l -> l.startsWith("{\"beat\":{\"" + alerts + "\":\"c2."));
    }
  }
}
