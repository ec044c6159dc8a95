package dev.wardstream.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.Prescription;
import dev.wardstream.schemas.avro.PrescriptionKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Patients, devices and grants over HTTP, on a real broker. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class CareIT {
  private final Node node = new Node();
  private final String operator = node.token("op-1", Role.OPERATOR);

  @AfterAll
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/patients, patients.list", "PUT, /v1/patients/p-x, patients.put",
    "POST, /v1/patients/p-x/discharge, patients.discharge", "GET, /v1/devices, devices.list",
    "PUT, /v1/associations/mon-x, devices.associate", "GET, /v1/staff, staff.list",
    "PUT, /v1/staff/nurse-x, staff.put", "POST, /v1/staff/nurse-x/remove, staff.remove",
    "GET, /v1/health/streams, health.streams"
  })
  void onlyOperatorsMayAndWhoTriesIsOnRecord(String method, String path, String what)
      throws Exception {
    var doctor = node.token("dr-1", Role.DOCTOR, "icu-1");
    var refused =
        switch (method) {
          case "GET" -> node.get(doctor, path);
          case "PUT" -> node.put(doctor, path, Map.of());
          default -> node.post(doctor, path, Map.of());
        };
    assertThat(refused.status()).isEqualTo(403);
    node.awaitOnRecord("dr-1 %s %s false".formatted(what, path));
  }

  @Test
  void whatTheFormDoesNotKnowStays() throws Exception {
    var since = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var scale =
        Prescription.newBuilder()
            .setKind(PrescriptionKind.SPO2_SCALE_2)
            .setBy("dr-1")
            .setFrom(since)
            .build();
    node.write(
        Topics.CARE_PATIENTS,
        CarePatient.class,
        "p-1",
        CarePatient.newBuilder()
            .setWard("icu-1")
            .setBed("1")
            .setPaced(true)
            .setPrescriptions(List.of(scale))
            .build());
    var one = awaitPatient("p-1");
    var moved =
        node.put(
            operator,
            "/v1/patients/p-1",
            Map.of("ward", "icu-2", "bed", "7", "name", "Ada", "position", position(one)));
    assertThat(moved.status()).as("%s", moved.body()).isEqualTo(200);
    var now = node.get(operator, "/v1/patients/p-1").body();
    assertThat(now.get("ward").asString()).isEqualTo("icu-2");
    assertThat(now.get("paced").asBoolean()).isTrue();
    assertThat(now.get("prescriptions").asInt()).isEqualTo(1);
    node.awaitOnRecord("op-1 patients.put patients/p-1 true");

    var late =
        node.put(
            operator,
            "/v1/patients/p-1",
            Map.of("ward", "icu-3", "bed", "9", "position", position(one)));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("CONFLICT");
    assertThat(node.get(operator, "/v1/patients/p-1").body().get("bed").asString()).isEqualTo("7");
  }

  @Test
  void aBedIsForOneAndFieldsAreNamed() throws Exception {
    assertThat(admit("p-2", "icu-4", "1").status()).isEqualTo(200);
    var taken = admit("p-3", "icu-4", "1");
    assertThat(taken.status()).isEqualTo(400);
    assertThat(taken.path()).isEqualTo("bed");
    assertThat(taken.body().toString()).contains("p-2");
    assertThat(admit("p-3", "no ward", "2").path()).isEqualTo("ward");
    var old = Map.of("ward", "icu-4", "bed", "2", "ageYears", 500);
    assertThat(node.put(operator, "/v1/patients/p-3", old).path()).isEqualTo("ageYears");
    var judged = Map.of("ward", "icu-4", "bed", "2", "profile", "unheard-of");
    assertThat(node.put(operator, "/v1/patients/p-3", judged).path()).isEqualTo("profile");
  }

  @Test
  void dischargeTakesTheDevicesOff() throws Exception {
    admit("p-4", "icu-5", "1");
    var put = putOn("mon-4", "p-4", null);
    assertThat(put.status()).as("%s", put.body()).isEqualTo(200);
    var one = node.get(operator, "/v1/patients/p-4").body();
    assertThat(one.at("/devices/0").asString()).isEqualTo("mon-4");
    var gone = node.post(operator, "/v1/patients/p-4/discharge", Map.of("position", position(one)));
    assertThat(gone.body().at("/takenOff/0").asString()).isEqualTo("mon-4");
    assertThat(node.get(operator, "/v1/patients/p-4").status()).isEqualTo(404);
    var device = device("mon-4");
    assertThat(device.get("worn").isNull()).isTrue();
    assertThat(device.at("/intervals/0/to").isNull()).isFalse();
  }

  @Test
  void aDeviceIsWornByOneAtATime() throws Exception {
    admit("p-5", "icu-6", "1");
    admit("p-6", "icu-6", "2");
    var first = putOn("mon-5", "p-5", null);
    var position = position(first.body());
    var second = putOn("mon-5", "p-6", position);
    assertThat(second.path()).isEqualTo("patient");
    var nobody = putOn("mon-6", "p-unknown", null);
    assertThat(nobody.path()).isEqualTo("patient");
    var off = new HashMap<String, Object>();
    off.put("patient", null);
    off.put("position", position);
    var taken = node.put(operator, "/v1/associations/mon-5", off);
    assertThat(taken.status()).as("%s", taken.body()).isEqualTo(200);
    assertThat(putOn("mon-5", "p-6", position).status()).isEqualTo(409);
    assertThat(putOn("mon-5", "p-6", position(taken.body())).status()).isEqualTo(200);
    assertThat(device("mon-5").at("/worn/expects/0").asString()).isEqualTo("hr");
    var strange = Map.of("patient", "p-5", "expects", List.of("mood"));
    assertThat(node.put(operator, "/v1/associations/mon-7", strange).code())
        .isEqualTo("UNKNOWN_VITAL");
  }

  @Test
  void grantsAreSetAsAWholeAndNeverByThoseTheyAreFor() throws Exception {
    var path = "/v1/staff/nurse-3";
    var until = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS).toString();
    var set =
        node.put(
            operator,
            path,
            Map.of(
                "grants",
                List.of(
                    Map.of("scope", "ward", "id", "icu-1"),
                    Map.of("scope", "patient", "id", "p-7", "until", until))));
    assertThat(set.status()).as("%s", set.body()).isEqualTo(200);
    var row = node.get(operator, path).body();
    assertThat(row.at("/grants/1/until").asString()).isEqualTo(until);
    assertThat(row.get("by").asString()).isEqualTo("op-1");
    var from = row.at("/grants/0/from").asString();
    var fewer =
        node.put(
            operator,
            path,
            Map.of(
                "grants", List.of(Map.of("scope", "ward", "id", "icu-1")),
                "position", position(row)));
    assertThat(fewer.status()).isEqualTo(200);
    assertThat(node.get(operator, path).body().at("/grants/0/from").asString()).isEqualTo(from);
    assertThat(node.put(operator, path, Map.of("grants", List.of())).status()).isEqualTo(409);
    var wrong = Map.of("grants", List.of(Map.of("scope", "world", "id", "x")));
    assertThat(node.put(operator, path, wrong).path()).isEqualTo("grants[0].scope");
    var self = node.put(operator, "/v1/staff/op-1", Map.of("grants", List.of()));
    assertThat(self.status()).isEqualTo(403);
    var removed = node.post(operator, path + "/remove", Map.of("position", position(fewer.body())));
    assertThat(removed.status()).isEqualTo(200);
    assertThat(node.get(operator, path).status()).isEqualTo(404);
    node.awaitOnRecord("op-1 staff.remove staff/nurse-3 true");
  }

  @Test
  void theStreamsSayWhatIsMeasuredHereAndNothingElse() throws Exception {
    var health = node.get(operator, "/v1/health/streams");
    assertThat(health.status()).as("%s", health.body()).isEqualTo(200);
    assertThat(health.body().at("/alerts/partitions").size()).isEqualTo(6);
    assertThat(health.body().at("/push/lag").isNull()).isTrue();
    assertThat(health.body().at("/hops/0/measured").asBoolean()).isFalse();
  }

  @Test
  void whoWatchesIsToldHowFarTheAlertsAreBehind() throws Exception {
    var nurse = node.token("nurse-1", Role.NURSE, "icu-1");
    var idle = node.get(nurse, "/v1/health/engine");
    assertThat(idle.status()).as("%s", idle.body()).isEqualTo(200);
    var arrived = Instant.parse("2026-11-21T10:00:00Z");
    node.measured("p-1", arrived); // and nobody decides about it here
    Awaitility.await()
        .atMost(Node.DEADLINE)
        .untilAsserted(() ->
            assertThat(node.get(nurse, "/v1/health/engine").body().path("oldest").asString(""))
                .isEqualTo(arrived.toString()));
    var patient = node.token("p-1", Role.PATIENT, "icu-1");
    assertThat(node.get(patient, "/v1/health/engine").status()).isEqualTo(403);
  }

  private Node.Answer admit(String patient, String ward, String bed) throws Exception {
    return node.put(operator, "/v1/patients/" + patient, Map.of("ward", ward, "bed", bed));
  }

  private Node.Answer putOn(String device, String patient, @Nullable String position)
      throws Exception {
    var body = new HashMap<String, Object>();
    body.put("patient", patient);
    body.put("expects", List.of("hr"));
    body.put("position", position);
    return node.put(operator, "/v1/associations/" + device, body);
  }

  private JsonNode device(String id) throws Exception {
    for (var device : node.get(operator, "/v1/devices").body().get("devices")) {
      if (device.get("device").asString().equals(id)) {
        return device;
      }
    }
    throw new AssertionError("no device " + id);
  }

  private JsonNode awaitPatient(String id) throws Exception {
    var path = "/v1/patients/" + id;
    Awaitility.await().atMost(Node.DEADLINE).until(() -> node.get(operator, path).status() == 200);
    return node.get(operator, path).body();
  }

  private static String position(JsonNode json) {
    return json.get("position").asString();
  }
}
