package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.devices.Enrolment.Wanted;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.ChatMessage;
import dev.wardstream.schemas.avro.DeviceKind;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.DeviceState;
import dev.wardstream.schemas.avro.GrantScope;
import dev.wardstream.schemas.avro.StaffGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody with a good token tries every verb on what is not theirs: the patient {@code p-2} of the
 * ward {@code icu-2}, their alert {@code alert-2}, their room and their monitor. Nothing is written
 * but the refusal.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInsiderIT {
  private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

  private final DeviceWard ward = new DeviceWard(Map.of());
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicLong allowed = new AtomicLong();

  @BeforeAll
  void prepare() {
    admit("p-1", "icu-1");
    admit("p-2", "icu-2");
    ward.records.openAlert("alert-1", "p-1", 1);
    ward.records.openAlert("alert-2", "p-2", 1);
    ward.records.write(
        Topics.CARE_ROOMS, CareRoom.class, "room-2", new CareRoom(List.of("dr-2"), "p-2", null));
    staff("nurse-table", "icu-1");
    for (var device : List.of("mon-1", "mon-2")) {
      ward.enrolment.admit(device, new Wanted(DeviceKind.DEVICE, Set.of()), "test");
    }
    ward.enrolment.admit("gw-1", new Wanted(DeviceKind.GATEWAY, Set.of("mon-1")), "test");
    ward.awaitKnown("gw-1", row -> row.getState() == DeviceState.ACTIVE);
    try (var nurse = connect("nurse")) {
      awaitOk(nurse, "\"act\":{\"alert\":\"alert-1\",\"action\":\"ack\"}");
    }
    try (var nurse = connect("nurse-table")) {
      awaitOk(nurse, "\"act\":{\"alert\":\"alert-1\",\"action\":\"ack\"}");
    }
    try (var member = connect("dr-2")) {
      awaitOk(member, "\"typing\":{\"room\":\"room-2\"}");
      awaitOk(member, "\"act\":{\"alert\":\"alert-2\",\"action\":\"ack\"}");
    }
  }

  /** Nothing was written but what was allowed. */
  @AfterAll
  void stop() {
    try (ward) {
      assertThat(written()).isEqualTo(allowed.get());
    }
  }

  private void admit(String patient, String wardId) {
    ward.records.write(
        Topics.CARE_PATIENTS,
        CarePatient.class,
        patient,
        CarePatient.newBuilder().setWard(wardId).setBed("1").setPrescriptions(List.of()).build());
  }

  private void staff(String account, String... wards) {
    var grants =
        List.of(wards).stream().map(id -> new StaffGrant(GrantScope.WARD, id, T0, null)).toList();
    ward.records.write(
        Topics.CARE_STAFF, CareStaff.class, account, new CareStaff(grants, "test", T0));
  }

  private Client connect(String who) {
    return Client.connect(ward.server.port(), token(who));
  }

  private String token(String who) {
    return switch (who) {
      case "nurse" -> token(who, Role.NURSE, Set.of("icu-1"), Set.of());
      case "nurse-table" -> token(who, Role.NURSE, Set.of(), Set.of());
      case "dr-2" -> token(who, Role.DOCTOR, Set.of("icu-2"), Set.of());
      case "doctor" -> token(who, Role.DOCTOR, Set.of(), Set.of("p-1"));
      case "p-2" -> token(who, Role.PATIENT, Set.of("icu-2"), Set.of("p-2"));
      case "p-1" -> token(who, Role.PATIENT, Set.of(), Set.of());
      case "operator" -> token(who, Role.OPERATOR, Set.of("icu-2"), Set.of("p-2"));
      case "analyst" -> token(who, Role.ANALYST, Set.of("icu-2"), Set.of("p-2"));
      case "mon-1" -> token(who, Role.DEVICE, Set.of("icu-2"), Set.of("p-2"));
      case "gw-1" -> token(who, Role.GATEWAY, Set.of(), Set.of("p-1"));
      default -> throw new IllegalArgumentException(who);
    };
  }

  private String token(String subject, Role role, Set<String> wards, Set<String> patients) {
    return ward.mint.issue(
        new Principal(subject, Set.of(role), wards, patients, Set.of(), Instant.EPOCH),
        Duration.ofMinutes(10));
  }

  private String ask(Client client, String request) {
    return client.ask("{\"id\":%d,%s}".formatted(ids.incrementAndGet(), request));
  }

  private void awaitOk(Client client, String request) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ask(client, request).contains("\"ok\""));
    allowed.addAndGet(request.contains("typing") ? 0 : 1);
  }

  private long written() {
    long actions = ward.read(Topics.ALERTS_ACTIONS, AlertAction.class).size();
    long messages = ward.read(Topics.CHAT_MESSAGES, ChatMessage.class).size();
    long assigned = ward.read(Topics.VITALS_READINGS, DeviceReadings.class).size();
    long unassigned = ward.read(Topics.VITALS_UNASSIGNED, DeviceReadings.class).size();
    return actions + messages + assigned + unassigned;
  }

  @ParameterizedTest(name = "{0}: {1} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          mon-1       | put     | mon-2   | "device":"mon-2","boot":1,"seq":1,"readings":[{"t":1,"hr":72}]
          mon-1       | put     | mon-1   | "device":"mon-1","patient":"p-2","boot":1,"seq":1,"readings":[{"t":1,"hr":72}]
          gw-1        | put     | mon-2   | "device":"mon-2","boot":1,"seq":1,"readings":[{"t":1,"hr":72}]
          gw-1        | put     | mon-1   | "device":"mon-1","patient":"p-2","boot":1,"seq":1,"readings":[{"t":1,"hr":72}]
          gw-1        | put     | gw-1    | "device":"gw-1","boot":1,"seq":1,"readings":[{"t":1,"hr":72}]
          nurse       | put     | mon-1   | "device":"mon-1","boot":1,"seq":1,"readings":[{"t":1,"hr":72}]
          p-2         | put     | mon-2   | "device":"mon-2","boot":1,"seq":1,"readings":[{"t":1,"hr":72}]
          nurse       | act     | alert-2 | "alert":"alert-2","action":"ack"
          nurse       | act     | alert-2 | "alert":"alert-2","action":"close"
          nurse       | act     | alert-2 | "alert":"alert-2","action":"comment","note":"x"
          nurse       | act     | alert-2 | "alert":"alert-2","action":"delivered","patient":"p-2"
          nurse       | act     | alert-2 | "alert":"alert-2","action":"seen","patient":"p-1"
          nurse       | act     | unknown | "alert":"unknown","action":"seen","patient":"p-2"
          nurse       | act     | p-2     | "patient":"p-2","action":"pause"
          nurse       | act     | p-2     | "patient":"p-2","action":"resume"
          nurse       | act     | p-2     | "patient":"p-2","action":"alarmOn","family":"HR_HIGH"
          nurse       | act     | alert-2 | "alert":"alert-2","action":"pause"
          nurse-table | act     | alert-2 | "alert":"alert-2","action":"ack"
          nurse-table | act     | p-2     | "patient":"p-2","action":"pause"
          doctor      | act     | alert-2 | "alert":"alert-2","action":"ack"
          p-2         | act     | alert-2 | "alert":"alert-2","action":"ack"
          p-2         | act     | alert-2 | "alert":"alert-2","action":"seen"
          operator    | act     | alert-2 | "alert":"alert-2","action":"ack"
          mon-1       | act     | alert-2 | "alert":"alert-2","action":"ack"
          nurse       | say     | room-2  | "room":"room-2","key":"k","text":"x"
          nurse       | edit    | room-2  | "room":"room-2","message":"chat.messages/0/0","text":"x"
          nurse       | retract | room-2  | "room":"room-2","message":"chat.messages/0/0"
          nurse       | read    | room-2  | "room":"room-2","upTo":"chat.messages/0/0"
          nurse       | typing  | room-2  | "room":"room-2"
          operator    | say     | room-2  | "room":"room-2","key":"k","text":"x"
          p-2         | say     | room-2  | "room":"room-2","key":"k","text":"x"
          p-1         | typing  | no-room | "room":"no-room"
          """)
  void isRefusedAndRecorded(String who, String verb, String resource, String body) {
    try (var client = connect(who)) {
      assertThat(ask(client, "\"%s\":{%s}".formatted(verb, body))).contains("\"FORBIDDEN\"");
    }
    var refusal = ward.awaitRefusal(who, verb, resource);
    assertThat(refusal.getAllowed()).isFalse();
    assertThat(refusal.getAddress()).isEqualTo("127.0.0.1");
    assertThat(refusal.getReason()).isNotBlank();
  }

  @Test
  void isRefusedAndRecordedOverHttpToo() {
    var put = "{\"device\":\"mon-2\",\"boot\":1,\"seq\":1,\"readings\":[{\"t\":1,\"hr\":1}]}";
    var bearer = "Bearer " + token("mon-1");
    assertThat(ward.postTo("/v1/readings", put, "Authorization", bearer).statusCode())
        .isEqualTo(403);
    var refusal = ward.awaitRefusal("mon-1", "readings", "mon-2");
    assertThat(refusal.getAllowed()).isFalse();
    assertThat(refusal.getAddress()).isEqualTo("127.0.0.1");

    assertThat(ward.postTo("/v1/readings", put).statusCode()).isEqualTo(401);
    ward.awaitRefusal(Denied.NOBODY, "http.token", "/v1/readings");
  }

  @Test
  void anObservationOfAnotherDeviceIsRefusedAndRecorded() {
    var observation =
        """
        {"resourceType":"Observation","status":"final",
         "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},
         "device":{"reference":"Device/mon-2"},"effectiveDateTime":"2026-11-21T10:00:00Z",
         "valueQuantity":{"value":72,"unit":"/min",
           "system":"http://unitsofmeasure.org","code":"/min"}}
        """;
    var bearer = "Bearer " + token("mon-1");
    var answer =
        ward.postTo(
            "/fhir/Observation",
            observation,
            "Authorization",
            bearer,
            "Content-Type",
            "application/fhir+json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    ward.awaitRefusal("mon-1", "fhir", "mon-2");
  }

  @Test
  void aRightThatIsGivenAndTakenInTheTableCountsWithTheNextFrame() {
    try (var nurse = connect("nurse-table")) {
      var act = "\"act\":{\"alert\":\"alert-2\",\"action\":\"comment\",\"note\":\"x\"}";
      assertThat(ask(nurse, act)).contains("\"FORBIDDEN\"");
      staff("nurse-table", "icu-1", "icu-2");
      awaitOk(nurse, act);
      staff("nurse-table", "icu-1");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            var answer = ask(nurse, act);
            allowed.addAndGet(answer.contains("\"ok\"") ? 1 : 0);
            return answer.contains("\"FORBIDDEN\"");
          });
    }
  }
}
