package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.DeviceKind;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.DeviceState;
import dev.wardstream.schemas.avro.EnrolledDevice;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nurses and doctors put what they observed themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManualRoundIT {
  private static final String READING =
      "{\"t\":1000,\"rr\":18,\"spo2\":97,\"temp\":36.80,\"acvpu\":\"A\",\"observationSet\":\"set-1\"}";

  private final Ward ward = new Ward();

  @BeforeAll
  void place() {
    place("p-1", "icu-1");
    place("p-2", "icu-2");
    var row =
        EnrolledDevice.newBuilder()
            .setKind(DeviceKind.DEVICE)
            .setState(DeviceState.ACTIVE)
            .setAt(Instant.EPOCH)
            .setBy("test")
            .build();
    ward.write(Topics.DEVICES, EnrolledDevice.class, "mon-nurse", row);
    try (var nurse = ward.connect(nurse("nurse-0"));
        var twin = ward.connect(nurse("mon-nurse"))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> nurse.ask(put("nurse-0", 1, "p-1", READING)).contains("\"ok\""));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> twin.ask(put("mon-nurse", 1, "p-1", READING)).contains("enrolled"));
    }
  }

  private void place(String patient, String where) {
    var stay = CarePatient.newBuilder().setWard(where).setBed("1").setName("Test").build();
    ward.write(Topics.CARE_PATIENTS, CarePatient.class, patient, stay);
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private String nurse(String subject) {
    return ward.token(
        new Principal(
            subject, Set.of(Role.NURSE), Set.of("icu-1"), Set.of(), Set.of(), Instant.EPOCH));
  }

  private static String put(String device, long seq, String patient, String readings) {
    return "{\"id\":%d,\"put\":{\"device\":\"%s\",\"boot\":1,\"seq\":%d,\"patient\":\"%s\",\"readings\":[%s]}}"
        .formatted(seq, device, seq, patient, readings);
  }

  private List<DeviceReadings> recorded(String device, long seq) {
    return ward.read(Topics.VITALS_READINGS, DeviceReadings.class).stream()
        .filter(record -> record.key().equals("p-1"))
        .map(record -> record.value())
        .filter(value -> value.getDevice().equals(device) && value.getSeq() == seq)
        .toList();
  }

  @Test
  void recordsTheRoundOfANurseUnderTheirNameWithThePatientNamed() {
    try (var client = ward.connect(nurse("nurse-1"))) {
      var second = READING.replace("1000", "2000");
      assertThat(client.ask(put("nurse-1", 7, "p-1", READING + "," + second)))
          .matches("\\{\"id\":7,\"ok\":\\{\"at\":\\[\"vitals.readings/[0-5]/[0-9]+\"]}}");
    }

    var readings = recorded("nurse-1", 7).getFirst().getReadings();
    assertThat(readings)
        .extracting(its -> its.getT().toEpochMilli(), Reading::getObservationSet)
        .containsExactly(tuple(1000L, "set-1"), tuple(2000L, "set-1"));
    assertThat(readings.getFirst().getValues())
        .extracting(Measurement::getValue)
        .containsExactly("18", "97", "36.80", "A");
  }

  @Test
  void takesTheRoundOfADoctorForAPatientOfTheirTeam() {
    try (var client = ward.connect(ward.token("dr-1", Role.DOCTOR, Set.of(), Set.of("p-1")))) {
      assertThat(client.ask(put("dr-1", 1, "p-1", READING))).contains("\"ok\"");
    }
  }

  @ParameterizedTest(name = "{0} {1} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nurse-2   | FORBIDDEN | put.patient                     | not a patient of yours | "device":"nurse-2","patient":"p-2","boot":1,"seq":1,"readings":[{"t":1,"hr":72,"observationSet":"s"}]
          nurse-2   | FORBIDDEN | put.patient                     | not a patient of yours | "device":"nurse-2","patient":"p-9","boot":1,"seq":1,"readings":[{"t":1,"hr":72,"observationSet":"s"}]
          nurse-2   | FORBIDDEN | put.device                      | in their own name      | "device":"mon-1","patient":"p-1","boot":1,"seq":1,"readings":[{"t":1,"hr":72,"observationSet":"s"}]
          mon-nurse | FORBIDDEN | put.device                      | enrolled device        | "device":"mon-nurse","patient":"p-1","boot":1,"seq":1,"readings":[{"t":1,"hr":72,"observationSet":"s"}]
          nurse-2   | MALFORMED | put.patient                     | name the patient       | "device":"nurse-2","boot":1,"seq":1,"readings":[{"t":1,"hr":72,"observationSet":"s"}]
          nurse-2   | MALFORMED | put.readings[0].observationSet  | the id of their round  | "device":"nurse-2","patient":"p-1","boot":1,"seq":1,"readings":[{"t":1,"hr":72}]
          nurse-2   | MALFORMED | put.readings[1].observationSet  | one put is one round   | "device":"nurse-2","patient":"p-1","boot":1,"seq":1,"readings":[{"t":1,"observationSet":"s"},{"t":2,"observationSet":"r"}]
          """)
  void refusesWithTheFieldAndTheRemedy(
      String who, String code, String path, String remedy, String fields) {
    try (var client = ward.connect(nurse(who))) {
      assertThat(client.ask("{\"id\":1,\"put\":{" + fields + "}}"))
          .startsWith("{\"id\":1,\"error\":{\"code\":\"" + code + "\"")
          .contains("\"path\":\"" + path + "\"", remedy);
      assertThat(recorded(who, 1)).isEmpty();
    }
  }

  @Test
  void takesNothingFromPatientsThemselves() {
    try (var patient = ward.connect(ward.token("p-1", Role.PATIENT, Set.of(), Set.of()))) {
      assertThat(patient.ask(put("p-1", 1, "p-1", READING))).contains("FORBIDDEN", "put.device");
    }
  }
}
