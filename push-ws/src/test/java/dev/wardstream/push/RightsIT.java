package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.GrantScope;
import dev.wardstream.schemas.avro.StaffGrant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may watch what, by token and by table, at first and when it changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsIT {
  private static final String LIVE = "\"live\"";

  private Ward ward;

  @BeforeAll
  void start() {
    ward = new Ward();
    ward.records.admit("own", "one");
    ward.records.admit("other", "two");
    ward.records.room("room-2", "somebody");
    try (var doctor = connect("watch", Role.DOCTOR, Set.of("one", "two"), Set.of())) {
      for (var patient : List.of("own", "other")) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> doctor.ask("sub", stream("patients/" + patient + "/alerts")).contains("ok"));
      }
    }
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private TestSubscriber connect(
      String subject, Role role, Set<String> wards, Set<String> patients) {
    return TestSubscriber.connect(ward.server.port(), token(subject, role, wards, patients));
  }

  private String token(String subject, Role role, Set<String> wards, Set<String> patients) {
    return ward.mint.issue(
        new Principal(subject, Set.of(role), wards, patients, Set.of(), Instant.EPOCH),
        Duration.ofMinutes(5));
  }

  private static String stream(String name) {
    return "{\"stream\":\"" + name + "\",\"from\":\"live\"}";
  }

  private static StaffGrant grant(GrantScope scope, String id, @Nullable Instant until) {
    return new StaffGrant(scope, id, Instant.EPOCH, until);
  }

  private static void awaitRevoked(TestSubscriber subscriber, int sub) {
    subscriber.line(
        l -> l.startsWith("{\"sub\":" + sub + ",\"gap\"") && l.contains("\"why\":\"revoked\""));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "nurse, one, patients/other/vitals",
    "nurse, one, patients/other/windows",
    "nurse, one, patients/other/alerts",
    "nurse, one, wards/two/vitals",
    "nurse, one, wards/two/windows",
    "nurse, one, wards/two/alerts",
    "nurse, one, wards/two/census",
    "nurse, one, rooms/room-2/messages",
    "nurse, one, patients/nobody/vitals",
    "patient, two, patients/other/vitals",
    "patient, two, wards/two/census",
    "device, two, patients/other/vitals",
    "gateway, two, wards/two/vitals",
    "operator, two, wards/two/vitals",
    "analyst, two, patients/other/alerts",
    "agent, two, patients/other/alerts",
  })
  void whatIsNotTheirsIsRefusedAndRecorded(String role, String wards, String stream) {
    var subject = "hostile-" + role;
    try (var insider =
        connect(
            subject,
            Role.valueOf(role.toUpperCase(java.util.Locale.ROOT)),
            Set.of(wards),
            Set.of())) {
      for (var from :
          List.of("\"live\"", "\"snapshot\"", "\"earliest\"", "{\"cursor\":\"c1.AA\"}")) {
        assertThat(insider.ask("sub", "{\"stream\":\"%s\",\"from\":%s}".formatted(stream, from)))
            .containsAnyOf("FORBIDDEN", "BAD_CURSOR");
      }
      assertThat(insider.lines())
          .noneMatch(line -> line.contains("\"snapshot\":[") || line.contains("\"data\":["));
    }
    awaitRefusal(subject, "sub", stream);
  }

  private AccessRecord awaitRefusal(String subject, String what, String resource) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                ward.records.read(Topics.AUDIT_ACCESS, AccessRecord.class).stream()
                    .filter(r -> r.getSubject().equals(subject) && r.getWhat().equals(what))
                    .filter(r -> r.getResource().equals(resource) && !r.getAllowed())
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void thePatientThemselvesSeeThemselvesAndNobodyElse() {
    try (var patient = connect("own", Role.PATIENT, Set.of(), Set.of())) {
      patient.sub("patients/own/vitals", LIVE);
      assertThat(patient.ask("sub", stream("patients/other/vitals"))).contains("FORBIDDEN");
    }
  }

  @Test
  void anotherWardsAlertIsNotExplained() throws IOException, InterruptedException {
    var uri =
        URI.create(
            "http://127.0.0.1:" + ward.server.port() + "/v1/alerts/alert-other/why?patient=other");
    var nurse = token("hostile-why", Role.NURSE, Set.of("one"), Set.of());
    var request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + nurse).build();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }
    assertThat(awaitRefusal("hostile-why", "alerts.why", "alert-other").getAddress())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void theTableGivesTakesAndLeavesTheOtherSubscriptionsAlone() {
    ward.records.staff(
        "table-1", grant(GrantScope.WARD, "one", null), grant(GrantScope.PATIENT, "other", null));
    try (var nurse = connect("table-1", Role.NURSE, Set.of(), Set.of())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> nurse.ask("sub", stream("wards/one/census")).contains("ok"));
      var whole = nurse.sub("wards/one/vitals", LIVE);
      var single = nurse.sub("patients/other/vitals", LIVE);
      nurse.awaitLive(whole);
      nurse.awaitLive(single);
      ward.records.staff("table-1", grant(GrantScope.WARD, "one", null));

      awaitRevoked(nurse, single);
      ward.records.reading("other", 1);
      ward.records.reading("own", 1);
      assertThat(nurse.awaitData(whole, 1)).hasSize(1);
      assertThat(nurse.positions(single, "data")).isEmpty();
      assertThat(nurse.ask("sub", stream("patients/other/vitals"))).contains("FORBIDDEN");

      ward.records.staff("table-1");
      awaitRevoked(nurse, whole);
    }
  }

  @Test
  void aGrantEndsAtItsTime() {
    var end = Instant.now().plusSeconds(4);
    ward.records.staff(
        "table-2", grant(GrantScope.WARD, "one", null), grant(GrantScope.WARD, "two", end));
    try (var nurse = connect("table-2", Role.NURSE, Set.of(), Set.of())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> nurse.ask("sub", stream("wards/one/census")).contains("ok"));
      var answer = nurse.ask("sub", stream("wards/two/vitals"));
      if (answer.contains("\"ok\"")) {
        awaitRevoked(nurse, Integer.parseInt(answer.replaceAll(".*\"sub\":(\\d+).*", "$1")));
      }
      assertThat(Instant.now()).isAfter(end.minusMillis(50));
      assertThat(nurse.ask("sub", stream("wards/two/vitals"))).contains("FORBIDDEN");
      nurse.sub("wards/one/vitals", LIVE);
    }
  }

  @Test
  void whoLeavesARoomHearsNoMore() {
    ward.records.room("room-3", "member-3");
    try (var member = connect("member-3", Role.NURSE, Set.of("one"), Set.of())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> member.ask("sub", stream("rooms/room-3/messages")).contains("ok"));
      var room = member.sub("rooms/room-3/messages", LIVE);
      member.awaitLive(room);
      ward.records.room("room-3", "somebody");
      awaitRevoked(member, room);
    }
  }

  @Test
  void aRenewedTokenWithFewerRightsEndsWhatItNoLongerGrants() {
    try (var nurse = connect("renewed", Role.NURSE, Set.of("one", "two"), Set.of())) {
      var one = nurse.sub("wards/one/vitals", LIVE);
      var two = nurse.sub("wards/two/vitals", LIVE);
      nurse.awaitLive(one);
      nurse.awaitLive(two);
      var fewer = token("renewed", Role.NURSE, Set.of("one"), Set.of());
      assertThat(nurse.ask("auth", "{\"token\":\"" + fewer + "\"}")).contains("\"ok\"");

      awaitRevoked(nurse, two);
      ward.records.reading("own", 2);
      nurse.awaitData(one, 1);
    }
  }
}
