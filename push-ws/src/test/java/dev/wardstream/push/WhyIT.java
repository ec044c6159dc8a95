package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.OffsetRange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Explanations over HTTP: exactly the readings that decided, for whoever may, and on record. */
class WhyIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static Ward ward;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    ward = new Ward();
  }

  @AfterAll
  static void stop() {
    ward.close();
  }

  private static String token(String subject, Role role, String... wards) {
    var principal =
        new Principal(subject, Set.of(role), Set.of(wards), Set.of(), Set.of(), Instant.EPOCH);
    return ward.mint.issue(principal, Duration.ofMinutes(5));
  }

  private HttpResponse<String> ask(String path, String token) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + ward.server.port() + "/v1/alerts/" + path))
            .header("Authorization", "Bearer " + token)
            .timeout(LIMIT)
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Admits a patient; returns when push has seen them. */
  private void admit(String patient) {
    ward.records.admit(patient, "icu-9");
    var probe = token("probe", Role.NURSE, "icu-9");
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> ask("none/why?patient=" + patient, probe).statusCode() == 404);
  }

  private static OffsetRange range(RecordMetadata first, RecordMetadata last) {
    return new OffsetRange(
        Topics.VITALS_READINGS.name(), first.partition(), first.offset(), last.offset());
  }

  private static String at(RecordMetadata record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  private static List<AccessRecord> looks(String subject) {
    return ward.records.read(Topics.AUDIT_ACCESS, AccessRecord.class).stream()
        .filter(look -> look.getSubject().equals(subject))
        .toList();
  }

  /** The same partition as the patient's, another patient's record between. */
  private static String neighbour(String patient) {
    var partition = ward.records.reading(patient, 1).partition();
    for (int i = 0; ; i++) {
      if (ward.records.reading("n" + i, 1).partition() == partition) {
        return "n" + i;
      }
    }
  }

  @Test
  void tellsExactlyTheReadingsThatDecidedAndRecordsTheLook() {
    admit("w1");
    var neighbour = neighbour("w1");
    ward.records.reading("w1", 5);
    var first = ward.records.reading("w1", 10);
    ward.records.reading(neighbour, 11);
    var last = ward.records.reading("w1", 12);
    ward.records.reading("w1", 13);
    ward.records.alert("w1", 1, AlertEventType.RAISED, true, range(first, last));
    ward.records.alert("w1", 2, AlertEventType.CLEARED, false, range(last, last));

    var answer = ask("alert-w1/why", token("nurse-w1", Role.NURSE, "icu-9"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith(
            "{\"alert\":{\"alertId\":\"alert-w1\",\"patient\":\"w1\",\"family\":\"SPO2_LOW\","
                + "\"open\":false,\"severity\":\"NONE\"}")
        .contains("\"seq\":1,\"type\":\"RAISED\"", "\"seq\":2,\"type\":\"CLEARED\"")
        .contains("\"ruleSet\":{\"id\":\"adult-continuous\",\"version\":1,")
        .containsSubsequence(
            "\"readings\":[{\"at\":\"" + at(first) + "\",\"device\":\"mon-1\"",
            "\"values\":{\"spo2\":\"97.5\"},\"deciding\":[\"spo2\"]},{\"at\":\"" + at(last) + "\"",
            "\"seq\":2,\"type\":\"CLEARED\"",
            "\"readings\":[{\"at\":\"" + at(last) + "\"",
            "}],",
            "\"missing\":[]")
        .doesNotContain(neighbour);
    assertThat(answer.body().split("\"device\"")).as("two for RAISED, one for CLEARED").hasSize(4);
    var look = looks("nurse-w1").getFirst();
    assertThat(look.getAllowed()).isTrue();
    assertThat(look.getPatient()).isEqualTo("w1");
    assertThat(look.getRole()).isEqualTo("nurse");
    assertThat(look.getResource()).isEqualTo("alert-w1");
    assertThat(look.getRanges())
        .contains(range(first, first), range(last, last))
        .anyMatch(its -> its.getTopic().equals(Topics.ALERTS_EVENTS.name()));
  }

  @Test
  void refusesWhoMayNotWatchThePatientAndRecordsIt() {
    admit("w2");
    ward.records.alert("w2", 1, AlertEventType.RAISED, true);

    assertThat(ask("alert-w2/why", token("nurse-x", Role.NURSE, "icu-8")).statusCode())
        .isEqualTo(403);
    assertThat(ask("alert-w2/why", token("mon-1", Role.DEVICE)).statusCode()).isEqualTo(403);
    assertThat(ask("alert-w2/why", "nonsense").statusCode()).isEqualTo(401);

    assertThat(looks("nurse-x"))
        .singleElement()
        .matches(look -> !look.getAllowed() && look.getRanges().isEmpty())
        .extracting(AccessRecord::getPatient, AccessRecord::getReason)
        .containsExactly("w2", "no right to this patient's alerts");
    assertThat(looks("mon-1")).singleElement().matches(look -> !look.getAllowed());
  }

  @Test
  void aPatientMayAskAboutThemself() {
    admit("w3");
    ward.records.alert("w3", 1, AlertEventType.RAISED, true);

    var answer = ask("alert-w3/why", token("w3", Role.PATIENT));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .as("the example's positions are not in this log")
        .contains("\"first\":88121,\"last\":88123,\"why\":\"absent\"");
  }

  @Test
  void anAlertThatIsNotInTheLogIsNotFound() {
    admit("w4");
    var answer = ask("alert-nobody/why", token("nurse-w4", Role.NURSE, "icu-9"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("UNKNOWN_ALERT");
    assertThat(looks("nurse-w4")).extracting(AccessRecord::getReason).contains("no such alert");
    assertThat(ask("a%20b/why", token("nurse-w4", Role.NURSE, "icu-9")).statusCode())
        .as("the guard knows no such path")
        .isEqualTo(400);
    assertThat(ask("a/why?patient=%22", token("nurse-w4", Role.NURSE)).statusCode()).isEqualTo(400);
  }

  @Test
  void aLookThatCannotBeRecordedIsNotAnswered() throws Exception {
    admit("w6");
    ward.records.alert("w6", 1, AlertEventType.RAISED, true);
    largestRecord("1"); // nothing is taken any more

    var answer =
        Awaitility.await().atMost(LIMIT).until(this::askAboutW6, its -> its.statusCode() == 503);

    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("UNAVAILABLE", "not recorded", "\"retry\":true");
    assertThat(answer.body()).doesNotContain("events", "spo2");

    largestRecord("1048588");
    Awaitility.await().atMost(LIMIT).until(this::askAboutW6, its -> its.statusCode() == 200);
  }

  private HttpResponse<String> askAboutW6() {
    return ask("alert-w6/why", token("nurse-w6", Role.NURSE, "icu-9"));
  }

  private static void largestRecord(String bytes) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.AUDIT_ACCESS.name());
    var change =
        new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
    try (var admin = Admin.create(Map.of("bootstrap.servers", ward.kafka.bootstrapServers()))) {
      admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }
  }

  @Test
  void saysWhatTheLogNoLongerHas() throws Exception {
    admit("w5");
    var gone = ward.records.reading("w5", 1);
    var kept = ward.records.reading("w5", 2);
    ward.records.alert("w5", 1, AlertEventType.RAISED, true, range(gone, kept));
    try (var admin = Admin.create(Map.of("bootstrap.servers", ward.kafka.bootstrapServers()))) {
      var partition = new TopicPartition(gone.topic(), gone.partition());
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(kept.offset())))
          .all()
          .get();
    }

    var answer = ask("alert-w5/why?patient=w5", token("nurse-w5", Role.NURSE, "icu-9"));

    assertThat(answer.body())
        .contains("{\"at\":\"" + at(kept) + "\"")
        .doesNotContain("{\"at\":\"" + at(gone) + "\"")
        .contains("\"why\":\"retention\"", "\"last\":" + (kept.offset() - 1));
  }
}
