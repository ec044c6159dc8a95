package dev.wardstream.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.rules.BuiltIns;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** What other rules would have done, on readings in a real log. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class WhatIfIT {
  private static final String PATH = "/v1/rules/what-if";
  private static final String DOCUMENT = BuiltIns.text("adult-continuous").orElseThrow();
  private static final String STRICTER =
      DOCUMENT.replaceFirst("below: 90", "below: 92").replaceFirst("atLeast: 92", "atLeast: 94");

  private final Node node = new Node();
  private final String nurse = node.token("nurse-1", Role.NURSE, "icu-1");
  private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(1_800);

  @BeforeAll
  void measure() {
    for (var patient : List.of("p-1", "p-2")) {
      var ward = patient.equals("p-1") ? "icu-1" : "icu-2";
      node.write(
          Topics.CARE_PATIENTS,
          CarePatient.class,
          patient,
          CarePatient.newBuilder().setWard(ward).setBed("1").build());
      for (var second = 0; second <= 120; second += 5) {
        var at = begin.plusSeconds(second);
        node.write(
            Topics.VITALS_READINGS,
            DeviceReadings.class,
            patient,
            readings(second, second < 60 ? 91 : 97, at),
            at);
      }
    }
    Awaitility.await()
        .atMost(Node.DEADLINE)
        .until(() ->
            node.post(nurse, "/v1/rules/check", Map.of("yaml", DOCUMENT))
                    .body()
                    .get("patients")
                    .asInt()
                == 2);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private static DeviceReadings readings(long seq, int spo2, Instant at) {
    var value = new Measurement(Vital.SPO2, String.valueOf(spo2), null);
    var reading = new Reading(at, List.of(value), ReadingStatus.FINAL, null);
    return DeviceReadings.newBuilder()
        .setDevice("mon-1")
        .setBoot(1)
        .setSeq(seq)
        .setReadings(List.of(reading))
        .build();
  }

  private Map<String, Object> question(String yaml, String ward) {
    return Map.of("yaml", yaml, "ward", ward, "from", begin.minusSeconds(60).toString());
  }

  @Test
  void aStricterLimitGainsAnAlertAtItsExactTime() throws Exception {
    var lines = node.lines(nurse, PATH, question(STRICTER, "icu-1"));
    assertThat(lines.getFirst().at("/progress/of").asLong()).isGreaterThanOrEqualTo(25);
    var result = lines.getLast().get("result");
    assertThat(result).as("%s", lines).isNotNull();
    assertThat(result.get("records").asInt()).isEqualTo(25);
    assertThat(result.at("/patients").size()).isEqualTo(1);
    assertThat(result.at("/counts/GAINED").asInt()).isEqualTo(1);
    var alerts = result.at("/patients/0/alerts");
    var gained = alerts.get(0);
    assertThat(gained.get("kind").asString()).isEqualTo("GAINED");
    assertThat(gained.get("family").asString()).isEqualTo("SPO2_LOW");
    assertThat(gained.get("before").isNull()).isTrue();
    assertThat(gained.at("/after/from").asLong()).isEqualTo(begin.plusSeconds(15).toEpochMilli());
    assertThat(gained.at("/after/to").asLong()).isEqualTo(begin.plusSeconds(75).toEpochMilli());
    assertThat(gained.at("/after/readings/0").asString()).startsWith("vitals.readings/");
    assertThat(node.onRecord()).contains("nurse-1 rules.what-if patients/p-1/alerts true");
  }

  @Test
  void theRulesInForceChangeNothing() throws Exception {
    var result = node.lines(nurse, PATH, question(DOCUMENT, "icu-1")).getLast().get("result");
    assertThat(result.at("/counts/SAME").asInt()).isPositive();
    for (var kind : List.of("GAINED", "LOST", "EARLIER", "LATER", "MORE_SEVERE", "LESS_SEVERE")) {
      assertThat(result.at("/counts/" + kind).asInt()).as(kind).isZero();
    }
  }

  @Test
  void nobodySeesThePatientsOfOthers() throws Exception {
    var refused = node.post(nurse, PATH, question(STRICTER, "icu-2"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.path()).isEqualTo("ward");
    node.awaitOnRecord("nurse-1 rules.what-if wards/icu-2/alerts false");
    var single = Map.of("yaml", STRICTER, "patients", List.of("p-2"), "from", begin.toString());
    assertThat(node.post(nurse, PATH, single).path()).isEqualTo("patients");
    var operator = node.token("op-1", Role.OPERATOR);
    assertThat(node.post(operator, PATH, question(STRICTER, "icu-1")).status()).isEqualTo(403);
  }

  @Test
  void moreThanADayAndUnsoundRulesAreRefused() throws Exception {
    var longAgo =
        Map.of(
            "yaml", STRICTER, "ward", "icu-1", "from", begin.minus(2, ChronoUnit.DAYS).toString());
    var refused = node.post(nurse, PATH, longAgo);
    assertThat(refused.code()).isEqualTo("BAD_TIME");
    assertThat(refused.path()).isEqualTo("from");
    assertThat(node.post(nurse, PATH, question("format: 1\n", "icu-1")).path()).isEqualTo("yaml");
  }
}
