package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FhirIT {
  private static final String TYPE = "application/fhir+json";
  private static final String ONE = "/fhir/Observation";
  private static final String BUNDLE = "/fhir";

  private final Ward ward = new Ward();
  private final Web web = new Web(ward.server.port());
  private final String gateway =
      ward.token("gw-1", Role.GATEWAY, Set.of("mon-7", "mon-8"), Set.of("p-3"));
  private final String device = ward.device("mon-7");

  @BeforeAll
  void associate() {
    ward.write(
        Topics.CARE_ASSOCIATIONS,
        DeviceAssociations.class,
        "mon-7",
        new DeviceAssociations(
            List.of(new AssociationInterval("p-7", Instant.EPOCH, null, List.of()))));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> post(ONE, device, own(0, 72)).body().contains("vitals.readings"));
  }

  @AfterAll
  void stop() {
    web.close();
    ward.close();
  }

  private HttpResponse<String> post(String path, String token, String body) {
    return web.post(path, token, TYPE, body);
  }

  /** An Observation of a heart rate, some seconds after ten. */
  private static String heartRate(String deviceAndSubject, int second, int rate) {
    return """
    {"resourceType":"Observation","status":"final",
     "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],
     "code":{"coding":[{"system":"http://loinc.org","code":"8867-4","display":"Heart rate"}]},
     %s,
     "effectiveDateTime":"2026-11-21T10:%02d:%02dZ",
     "valueQuantity":{"value":%d,"unit":"beats/minute","system":"http://unitsofmeasure.org","code":"/min"}}
    """
        .formatted(deviceAndSubject, second / 60, second % 60, rate);
  }

  private static String own(int second, int rate) {
    return heartRate("\"device\":{\"reference\":\"Device/mon-7\"}", second, rate);
  }

  private static String of(String patient, int second, int rate) {
    return heartRate(
        "\"device\":{\"reference\":\"Device/mon-8\"},\"subject\":{\"reference\":\"Patient/%s\"}"
            .formatted(patient),
        second,
        rate);
  }

  private static String bundle(String type, Stream<String> resources) {
    return resources
        .map(resource ->
            "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}"
                .formatted(resource))
        .collect(
            Collectors.joining(
                ",", "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\",\"entry\":[", "]}"));
  }

  private List<DeviceReadings> recorded(String patient, int second) {
    var time = Instant.parse("2026-11-21T10:00:00Z").plusSeconds(second);
    return ward.read(Topics.VITALS_READINGS, DeviceReadings.class).stream()
        .filter(record -> record.key().equals(patient))
        .map(record -> record.value())
        .filter(value -> value.getReadings().getFirst().getT().equals(time))
        .toList();
  }

  @Test
  void recordsAnObservationOfADeviceForItsPatient() {
    var answer = post(ONE, device, own(1, 71));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(place -> assertThat(place).matches("/fhir/Observation/[0-9a-f]{32}"));
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith(TYPE));
    assertThat(answer.body()).contains("\"OperationOutcome\"").contains("recorded at vitals.");
    var reading = recorded("p-7", 1).getFirst().getReadings().getFirst();
    assertThat(reading.getValues()).containsExactly(new Measurement(Vital.HR, "71", null));
    assertThat(reading.getStatus()).isEqualTo(ReadingStatus.FINAL);
  }

  @Test
  void givesARepeatTheSameIdentityAndACorrectionAnother() {
    var first = post(ONE, device, own(2, 70)).headers().firstValue("Location");
    var again = post(ONE, device, own(2, 70).replace(" ", "  ")).headers().firstValue("Location");
    var corrected = post(ONE, device, own(2, 75).replace("\"final\"", "\"corrected\""));
    assertThat(again).isEqualTo(first);
    assertThat(corrected.headers().firstValue("Location")).isNotEqualTo(first);
    var puts = recorded("p-7", 2);
    assertThat(puts).hasSize(3);
    assertThat(puts.get(0)).isEqualTo(puts.get(1));
    assertThat(puts.get(2).getSeq()).isNotEqualTo(puts.get(0).getSeq());
    assertThat(puts.get(2).getReadings().getFirst().getStatus()).isEqualTo(ReadingStatus.CORRECTED);
  }

  @Test
  void namesAPatientOnlyForAGatewayThatMay() {
    assertThat(post(ONE, gateway, of("p-3", 3, 70)).statusCode()).isEqualTo(201);
    assertThat(recorded("p-3", 3)).hasSize(1);

    var foreign = post(ONE, gateway, of("p-4", 3, 70));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.body()).contains("\"forbidden\"").contains("Observation.subject");
    assertThat(recorded("p-4", 3)).isEmpty();

    var other = post(ONE, device, of("p-3", 3, 70));
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("Observation.device");
    assertThat(post(ONE, device, of("p-7", 3, 70).replace("mon-8", "mon-7")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void tellsThatADeviceHadNoPatient() {
    var nobodys = of("p-3", 4, 70).replace(",\"subject\":{\"reference\":\"Patient/p-3\"}", "");
    var answer = post(ONE, gateway, nobodys);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).contains("vitals.unassigned/").contains("no patient at that time");
  }

  @Test
  void takesATransactionAsAWhole() {
    var answer =
        post(
            BUNDLE,
            gateway,
            bundle("transaction", IntStream.range(100, 120).mapToObj(s -> of("p-3", s, 60))));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("transaction-response");
    assertThat(answer.body().split("201 Created", -1)).hasSize(21);
    for (var second = 100; second < 120; second++) {
      assertThat(recorded("p-3", second)).hasSize(1);
    }
  }

  @Test
  void recordsNothingOfATransactionWithAFault() {
    var wrong = of("p-3", 200, 60).replace("\"/min\"", "\"bpm\"");
    var answer = post(BUNDLE, gateway, bundle("transaction", Stream.of(of("p-3", 201, 60), wrong)));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Bundle.entry[1].resource.value.ofType(Quantity).code");
    var foreign =
        post(
            BUNDLE,
            gateway,
            bundle("transaction", Stream.of(of("p-3", 201, 60), of("p-4", 202, 60))));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.body()).contains("Bundle.entry[1].resource.subject");
    assertThat(recorded("p-3", 201)).isEmpty();
  }

  @Test
  void takesABatchEntryByEntry() {
    var wrong = of("p-3", 300, 60).replace("\"8867-4\"", "\"8867-5\"");
    var answer =
        post(
            BUNDLE,
            gateway,
            bundle("batch", Stream.of(of("p-3", 301, 60), wrong, of("p-4", 302, 60))));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("batch-response")
        .containsSubsequence("201 Created", "422 Unprocessable Entity", "403 Forbidden");
    assertThat(recorded("p-3", 301)).hasSize(1);
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /fhir/Observation | application/fhir+json | x                                  | 400 | invalid
          /fhir/Observation | application/fhir+json | {"resourceType":"Patient"}         | 400 | invalid
          /fhir/Observation | application/fhir+json | {"resourceType":"Observation","a":1} | 400 | structure
          /fhir/Observation | application/fhir+json | {"resourceType":"Observation","status":"final","status":"final"} | 400 | invalid
          /fhir/Observation | application/fhir+json | {"resourceType":"Observation"}     | 422 | required
          /fhir             | application/json      | {"resourceType":"Bundle","type":"document"} | 400 | not-supported
          /fhir             | application/fhir+json; fhirVersion=4.0 | {"resourceType":"Bundle","type":"batch"} | 200 | batch-response
          /fhir             | application/fhir+json; fhirVersion=5.0 | {}                | 415 | not-supported
          /fhir             | application/fhir+xml  | <Bundle/>                          | 415 | not-supported
          /fhir/Patient     | application/fhir+json | {"resourceType":"Patient"}         | 404 | not-supported
          """)
  void answersEveryFaultWithAnOutcome(
      String path, String type, String body, int status, String code) {
    var answer = web.post(path, gateway, type, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"" + code + "\"");
  }

  @Test
  void wantsAToken() {
    var answer =
        web.send(web.post(ONE, own(1, 1).getBytes(StandardCharsets.UTF_8), "Content-Type", TYPE));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.body()).contains("OperationOutcome").contains("\"login\"");
  }

  @Test
  void boundsDepthNumbersAndSize() {
    var deep =
        own(1, 1).replace("\"status\"", "\"x\":" + "[".repeat(40) + "]".repeat(40) + ",\"status\"");
    assertThat(post(ONE, device, deep).statusCode()).isEqualTo(400);
    var longNumber = own(1, 1).replace("\"value\":1,", "\"value\":" + "1".repeat(40) + ",");
    assertThat(post(ONE, device, longNumber).statusCode()).isEqualTo(413);
    var bomb = own(1, 1).replace("\"value\":1,", "\"value\":\"1e999999999\",");
    assertThat(post(ONE, device, bomb).statusCode()).isEqualTo(422);
    var entries =
        bundle(
            "batch", IntStream.range(0, 501).mapToObj(_ -> "{\"resourceType\":\"Observation\"}"));
    assertThat(post(BUNDLE, device, entries).statusCode()).isEqualTo(413);
    var huge =
        bundle("batch", IntStream.range(0, 400).mapToObj(s -> own(s, 1) + " ".repeat(3_000)));
    var answer = post(BUNDLE, device, huge);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("OperationOutcome");
  }

  @Test
  void saysWhatItCanWithoutAToken() {
    var answer = web.get("/fhir/metadata");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"CapabilityStatement\"").contains("\"4.0.1\"");
    assertThat(web.get(ONE).statusCode()).isEqualTo(405);
  }

  @Test
  void tellsTheTruthWhileKafkaIsGone() {
    try (var other = new Ward("DELIVERY_TIMEOUT", "PT2S", "REQUEST_TIMEOUT", "PT1S");
        var client = new Web(other.server.port())) {
      other.kafka.stop();
      var own = other.device("mon-7");
      var one = client.post(ONE, own, TYPE, own(1, 1));
      assertThat(one.statusCode()).isIn(503, 504);
      assertThat(one.headers().firstValue("Retry-After")).isPresent();
      assertThat(one.body()).containsAnyOf("\"transient\"", "\"timeout\"");
      var batch = client.post(BUNDLE, own, TYPE, bundle("batch", Stream.of(own(2, 1))));
      assertThat(batch.body()).containsAnyOf("503 Service Unavailable", "504 Gateway Time-out");
    }
  }
}
