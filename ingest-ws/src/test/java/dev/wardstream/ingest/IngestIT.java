package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.ChatMessage;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestIT {
  private final Ward ward = new Ward();

  @BeforeAll
  void associate() {
    var first = interval("p-1", 0, 1_000_000L);
    var second = interval("p-2", 1_000_000L, null);
    ward.write(
        Topics.CARE_ASSOCIATIONS,
        DeviceAssociations.class,
        "mon-1",
        new DeviceAssociations(List.of(first, second)));
    ward.write(
        Topics.CARE_ROOMS, CareRoom.class, "room-1", new CareRoom(List.of("nurse-1"), null, null));
    try (var client = ward.connect(ward.device("mon-1"))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.ask(put("mon-1", 1, "{\"t\":1}")).contains("vitals.readings"));
    }
    try (var nurse = ward.connect(ward.token("nurse-1", Role.NURSE, Set.of(), Set.of()))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> nurse.ask("{\"id\":1,\"typing\":{\"room\":\"room-1\"}}").contains("\"ok\""));
    }
  }

  private static AssociationInterval interval(String patient, long from, @Nullable Long to) {
    return new AssociationInterval(
        patient,
        Instant.ofEpochMilli(from),
        to == null ? null : Instant.ofEpochMilli(to),
        List.of());
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private static String put(String device, long seq, String readings) {
    return "{\"id\":%d,\"put\":{\"device\":\"%s\",\"boot\":1,\"seq\":%d,\"readings\":[%s]}}"
        .formatted(seq, device, seq, readings);
  }

  private List<DeviceReadings> recorded(String key, String device, long seq) {
    return ward.read(Topics.VITALS_READINGS, DeviceReadings.class).stream()
        .filter(record -> record.key().equals(key))
        .map(record -> record.value())
        .filter(value -> value.getDevice().equals(device) && value.getSeq() == seq)
        .toList();
  }

  @Test
  void recordsDecimalsAsSentAtThePositionAnswered() {
    try (var client = ward.connect(ward.device("mon-1"))) {
      var answer =
          client.ask(
              put(
                  "mon-1",
                  100,
                  "{\"units\":{\"temp\":\"[degF]\",\"hr\":\"/min\"},\"temp\":100.40,\"hr\":-0,"
                      + "\"t\":\"1970-01-01T01:00:05+01:00\",\"spo2\":null,\"acvpu\":\"V\","
                      + "\"o2\":true,\"rr\":1e308}"));
      assertThat(answer)
          .matches("\\{\"id\":100,\"ok\":\\{\"at\":\\[\"vitals.readings/[0-5]/[0-9]+\"]}}");
      var reading = recorded("p-1", "mon-1", 100).getFirst().getReadings().getFirst();
      assertThat(reading.getT()).isEqualTo(Instant.ofEpochSecond(5));
      assertThat(reading.getValues())
          .extracting(Measurement::getValue)
          .containsExactly("100.40", "-0", "V", "true", "1e308");
      assertThat(reading.getValues())
          .extracting(Measurement::getUnit)
          .containsExactly("[degF]", null, null, null, null);
    }
  }

  @Test
  void givesEachReadingToThePatientOfItsTime() {
    try (var client = ward.connect(ward.device("mon-1"))) {
      var answer =
          client.ask(put("mon-1", 200, "{\"t\":999999,\"hr\":1},{\"t\":1000000,\"hr\":2}"));
      assertThat(answer.split("vitals.readings/")).hasSize(3);
      assertThat(recorded("p-1", "mon-1", 200).getFirst().getReadings()).hasSize(1);
      assertThat(recorded("p-2", "mon-1", 200).getFirst().getReadings()).hasSize(1);
    }
  }

  @Test
  void keepsReadingsOfADeviceWithoutPatient() {
    try (var client = ward.connect(ward.device("mon-9"))) {
      assertThat(client.ask(put("mon-9", 1, "{\"t\":5,\"hr\":1},{\"hr\":2},{\"t\":6}")))
          .startsWith("{\"id\":1,\"ok\":{\"at\":[\"vitals.unassigned/")
          .endsWith(
              "\"unassigned\":[0,2],\"rejected\":[{\"reading\":1,\"path\":\"readings[1].t\","
                  + "\"code\":\"BAD_TIME\"}]}}");
      assertThat(ward.read(Topics.VITALS_UNASSIGNED, DeviceReadings.class))
          .filteredOn(record -> record.key().equals("mon-9"))
          .hasSize(1);
    }
  }

  @ParameterizedTest(name = "{1} {2}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"t":1,"hr":"72"}                        | NOT_A_NUMBER  | readings[0].hr
          {"t":1,"hr":"NaN"}                       | NOT_A_NUMBER  | readings[0].hr
          {"t":1,"hr":true}                        | NOT_A_NUMBER  | readings[0].hr
          {"t":1,"hr":[1,{"a":2}]}                 | NOT_A_NUMBER  | readings[0].hr
          {"t":1,"hr":1e99999}                     | NOT_A_NUMBER  | readings[0].hr
          {"t":1,"hr":123456789012345678901234567890123} | TOO_LARGE | readings[0].hr
          {"t":1,"hrr":72}                         | UNKNOWN_VITAL | readings[0].hrr
          {"t":1,"hr":72,"units":{"hr":"bpm"}}     | UNKNOWN_UNIT  | readings[0].units.hr
          {"t":1,"temp":36,"units":{"temp":"C"}}   | UNKNOWN_UNIT  | readings[0].units.temp
          {"t":1,"units":{"x":"C"}}                | UNKNOWN_VITAL | readings[0].units.x
          {"t":1,"units":7}                        | MALFORMED     | readings[0].units
          {"t":1,"acvpu":"X"}                      | MALFORMED     | readings[0].acvpu
          {"t":1,"o2":1}                           | MALFORMED     | readings[0].o2
          {"hr":72}                                | BAD_TIME      | readings[0].t
          {"t":null,"hr":72}                       | BAD_TIME      | readings[0].t
          {"t":1.5,"hr":72}                        | BAD_TIME      | readings[0].t
          {"t":-1,"hr":72}                         | BAD_TIME      | readings[0].t
          {"t":1763719205000000000,"hr":72}        | BAD_TIME      | readings[0].t
          {"t":"2026-11-21T10:00:06","hr":72}      | BAD_TIME      | readings[0].t
          {"t":"2026-11-21T10:00:60Z","hr":72}     | BAD_TIME      | readings[0].t
          7                                        | MALFORMED     | readings[0]
          """)
  void tellsWhatItCannotUnderstandAndRecordsTheRest(String reading, String code, String path) {
    try (var client = ward.connect(ward.device("mon-1"))) {
      var answer = client.ask(put("mon-1", 300, reading + ",{\"t\":1,\"spo2\":97}"));
      assertThat(answer)
          .contains("\"at\":[\"vitals.readings/")
          .contains(
              "\"rejected\":[{\"reading\":0,\"path\":\"%s\",\"code\":\"%s\"}]"
                  .formatted(path, code));
    }
  }

  @ParameterizedTest(name = "{1} {2}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"boot":1,"seq":1,"readings":[{"t":1}]}                        | MALFORMED | put.device
          {"device":"mon-1","seq":1,"readings":[{"t":1}]}                | MALFORMED | put.boot
          {"device":"mon-1","boot":1,"readings":[{"t":1}]}               | MALFORMED | put.seq
          {"device":"mon-1","boot":1,"seq":1}                            | MALFORMED | put.readings
          {"device":"mon-1","boot":1,"seq":1,"readings":[]}              | MALFORMED | put.readings
          {"device":"mon-1","boot":1,"seq":1,"readings":{}}              | MALFORMED | put.readings
          {"device":"mon-1","boot":1,"seq":-1,"readings":[{"t":1}]}      | MALFORMED | put.seq
          {"device":"mon-1","boot":1,"seq":"7","readings":[{"t":1}]}     | MALFORMED | put.seq
          {"device":"mon-1","boot":1,"seq":7.5,"readings":[{"t":1}]}     | MALFORMED | put.seq
          {"device":"mon-1","boot":1,"seq":1e3,"readings":[{"t":1}]}     | MALFORMED | put.seq
          {"device":"mon-1","boot":1,"seq":9223372036854775808,"readings":[{"t":1}]} | MALFORMED | put.seq
          {"device":"../x","boot":1,"seq":1,"readings":[{"t":1}]}        | MALFORMED | put.device
          {"device":"mon\\u0000","boot":1,"seq":1,"readings":[{"t":1}]}  | MALFORMED | put.device
          {"device":"mon-2","boot":1,"seq":1,"readings":[{"t":1}]}       | FORBIDDEN | put.device
          {"device":"mon-1","patient":"p-1","boot":1,"seq":1,"readings":[{"t":1}]} | FORBIDDEN | put.patient
          """)
  void refusesAPutThatIsWrongAsAWhole(String body, String code, String path) {
    try (var client = ward.connect(ward.device("mon-1"))) {
      assertThat(client.ask("{\"id\":\"a\",\"put\":" + body + "}"))
          .startsWith("{\"id\":\"a\",\"error\":{\"code\":\"" + code + "\"")
          .contains("\"path\":\"" + path + "\"");
      assertThat(client.ask(put("mon-1", 400, "{\"t\":1}"))).contains("\"ok\"");
    }
  }

  @Test
  void refusesMoreThan500Readings() {
    try (var client = ward.connect(ward.device("mon-1"))) {
      assertThat(client.ask(put("mon-1", 1, "{\"t\":1},".repeat(500) + "{\"t\":1}")))
          .contains("TOO_LARGE");
      assertThat(client.ask(put("mon-1", 1, "{\"t\":1},".repeat(499) + "{\"t\":1}")))
          .contains("\"ok\"");
    }
  }

  @Test
  void letsAGatewayWriteForItsDevicesAndPatientsOnly() {
    var token = ward.token("gw-1", Role.GATEWAY, Set.of("mon-5"), Set.of("p-5"));
    try (var client = ward.connect(token)) {
      assertThat(client.ask(put("mon-5", 1, "{\"t\":1}"))).contains("vitals.unassigned");
      assertThat(client.ask(put("gw-1", 1, "{\"t\":1}"))).contains("FORBIDDEN");
      var named = put("mon-5", 2, "{\"t\":1}").replace("\"boot\"", "\"patient\":\"p-5\",\"boot\"");
      assertThat(client.ask(named)).contains("vitals.readings");
      assertThat(client.ask(named.replace("p-5", "p-6"))).contains("FORBIDDEN");
    }
  }

  @Test
  void closesTheOlderOfTwoSocketsOfOneDevice() {
    try (var older = ward.connect(ward.device("mon-8"));
        var newer = ward.connect(ward.device("mon-8"))) {
      assertThat(older.line()).startsWith("{\"bye\":{\"code\":4504,\"reason\":\"SUPERSEDED\"");
      assertThat(older.line()).startsWith("closed 4504");
      assertThat(newer.ask(put("mon-8", 1, "{\"t\":1}"))).contains("\"ok\"");
    }
  }

  @Test
  void writesChatOfMembersOnceAndAnswersRepeatsAlike() {
    try (var nurse = ward.connect(ward.token("nurse-1", Role.NURSE, Set.of(), Set.of()));
        var stranger = ward.connect(ward.token("nurse-2", Role.NURSE, Set.of(), Set.of()))) {
      var say = "{\"id\":1,\"say\":{\"room\":\"room-1\",\"key\":\"k1\",\"text\":\"Grüße\"}}";
      var answer = nurse.ask(say);
      assertThat(answer).contains("\"at\":[\"chat.messages/");
      assertThat(nurse.ask(say)).isEqualTo(answer);
      assertThat(stranger.ask(say)).contains("FORBIDDEN");
      assertThat(nurse.ask(say.replace("Grüße", "a\\u0007"))).contains("say.text");
      assertThat(nurse.ask("{\"id\":2,\"retract\":{\"room\":\"room-1\",\"message\":\"x/1/2\"}}"))
          .contains("retract.message");
      assertThat(ward.read(Topics.CHAT_MESSAGES, ChatMessage.class))
          .filteredOn(record -> "k1".equals(record.value().getKey()))
          .hasSize(1);
    }
  }

  @Test
  void refusesToActOnAlertsOfOthers() {
    var doctor =
        new Principal(
            "doc-1", Set.of(Role.DOCTOR), Set.of("icu"), Set.of(), Set.of(), Instant.EPOCH);
    try (var client = ward.connect(ward.token(doctor))) {
      assertThat(client.ask("{\"id\":1,\"act\":{\"alert\":\"none\",\"action\":\"ack\"}}"))
          .contains("FORBIDDEN");
      assertThat(client.ask("{\"id\":1,\"act\":{\"patient\":\"p-9\",\"action\":\"pause\"}}"))
          .contains("FORBIDDEN", "act.patient");
      assertThat(actions("doc-1")).isEmpty();
    }
  }

  private List<AlertAction> actions(String by) {
    return ward.read(Topics.ALERTS_ACTIONS, AlertAction.class).stream()
        .map(record -> record.value())
        .filter(action -> action.getBy().equals(by))
        .toList();
  }

  private String act(Client client, String fields) {
    return client.ask("{\"id\":1,\"act\":{" + fields + "}}");
  }

  @Test
  void recordsWhatCliniciansDoAboutThePatientsAlarms() {
    var nurse = ward.token("nurse-7", Role.NURSE, Set.of(), Set.of("p-7"));
    var end = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
    try (var client = ward.connect(nurse)) {
      var off =
          "\"patient\":\"p-7\",\"action\":\"alarmOff\",\"family\":\"HR_HIGH\","
              + "\"note\":\"agitated\",\"untilMs\":"
              + end;
      assertThat(act(client, off)).contains("\"at\":[\"alerts.actions/");
      assertThat(act(client, "\"patient\":\"p-7\",\"action\":\"pause\"")).contains("\"ok\"");
    }

    assertThat(actions("nurse-7"))
        .extracting(AlertAction::getAction, AlertAction::getAlertId, AlertAction::getFamily)
        .containsExactly(
            tuple(ActionKind.ALARM_OFF, "", "HR_HIGH"), tuple(ActionKind.PAUSE, "", null));
    assertThat(actions("nurse-7").getFirst().getUntil()).isEqualTo(Instant.ofEpochMilli(end));
    assertThat(actions("nurse-7").getFirst().getNote()).isEqualTo("agitated");
  }

  @Test
  void refusesToAcknowledgeWhatHasSoundedAnewSince() {
    ward.records().openAlert("alert-6", "p-6", 7);
    var nurse = ward.token("nurse-6", Role.NURSE, Set.of(), Set.of("p-6"));
    var ack = "\"alert\":\"alert-6\",\"action\":\"ack\",\"asOf\":";
    try (var client = ward.connect(nurse)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> act(client, ack + 6).contains("OUTDATED")); // else not known yet
      assertThat(act(client, ack + 6)).contains("\"path\":\"act.asOf\"", "look at it again");
      assertThat(act(client, ack + 7)).contains("\"ok\"");
    }

    assertThat(actions("nurse-6")).extracting(AlertAction::getAsOf).containsExactly(7L);
  }

  @Test
  void takesReceiptsFromThoseWhoWatchOverThePatientAndFromNobodyElse() {
    var alert = "5f0c6a0e-0b0e-5c1e-9c55-1d8a9f3b7a11";
    var seen = "\"alert\":\"" + alert + "\",\"patient\":\"p-8\",\"action\":\"seen\"";
    try (var patient = ward.connect(ward.token("p-8", Role.PATIENT, Set.of(), Set.of()));
        var nurse = ward.connect(ward.token("n-8", Role.NURSE, Set.of(), Set.of("p-8")))) {
      assertThat(act(patient, seen)).contains("FORBIDDEN", "nurses and doctors");
      assertThat(act(nurse, seen)).contains("\"ok\"");
      assertThat(act(nurse, seen.replace("p-8", "p-7"))).contains("FORBIDDEN", "act.alert");
    }

    assertThat(actions("p-8")).isEmpty();
    assertThat(actions("n-8"))
        .extracting(AlertAction::getAction, AlertAction::getAlertId)
        .containsExactly(tuple(ActionKind.SEEN, alert));
  }

  @Test
  void recordsWhetherAReadingStandsAndItsObservationSet() {
    var readings =
        "{\"t\":10,\"hr\":72,\"observationSet\":\"obs-1\"},"
            + "{\"t\":11,\"hr\":73,\"status\":\"corrected\"},"
            + "{\"t\":12,\"hr\":74,\"status\":\"enteredInError\"},"
            + "{\"t\":13,\"hr\":75,\"status\":\"wrong\",\"observationSet\":{}},"
            + "{\"t\":14,\"hr\":76,\"status\":\"final\",\"observationSet\":\"a b\"}";
    try (var client = ward.connect(ward.device("mon-1"))) {
      assertThat(client.ask(put("mon-1", 77, readings)))
          .contains(
              "{\"reading\":3,\"path\":\"readings[3].status\",\"code\":\"MALFORMED\"}",
              "{\"reading\":4,\"path\":\"readings[4].observationSet\",\"code\":\"MALFORMED\"}");
    }

    assertThat(recorded("p-1", "mon-1", 77).getFirst().getReadings())
        .extracting(
            its -> its.getT().toEpochMilli(), Reading::getStatus, Reading::getObservationSet)
        .containsExactly(
            tuple(10L, ReadingStatus.FINAL, "obs-1"),
            tuple(11L, ReadingStatus.CORRECTED, null),
            tuple(12L, ReadingStatus.ENTERED_IN_ERROR, null),
            tuple(14L, ReadingStatus.FINAL, null));
  }
}
