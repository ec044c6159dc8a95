package dev.wardstream.push.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.AlertInput;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.News2;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.RuleSetRef;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.avro.VitalsWindow;
import dev.wardstream.schemas.avro.WindowSize;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said is there; what is not said takes no room. */
class ShapesTest {
  private static final Instant T = Instant.parse("2026-11-21T10:00:05Z");
  private static final AlertInput RATE = new AlertInput(Vital.RR, "25", T, 3);
  private static final AlertInput LEVEL = new AlertInput(Vital.ACVPU, "A", T, null);

  private static Position at(String topic) {
    return new Position(topic, 3, 7, T);
  }

  private static AlertEvent.Builder event() {
    return AlertEvent.newBuilder()
        .setAlertId("a")
        .setSeq(7)
        .setOccurrence(1)
        .setPatient("p-1")
        .setFamily("NEWS2")
        .setType(AlertEventType.RAISED)
        .setSeverity(Severity.HIGH)
        .setEventTime(T)
        .setEmittedAt(T)
        .setOpen(true)
        .setAcked(false)
        .setLatched(false)
        .setRetrospective(false)
        .setAnnunciated(false)
        .setTier(0)
        .setRuleSet(new RuleSetRef("r", 1, "h"))
        .setReadings(List.of())
        .setInputs(List.of());
  }

  private static String json(AlertEvent event) {
    return new String(AlertJson.event(at("alerts.events"), event), UTF_8);
  }

  @Test
  void anAlertSaysWhetherItIsMutedAndWhatMetTheCondition() {
    assertThat(
            json(
                event()
                    .setSuppressed(true)
                    .setAudioPaused(true)
                    .setStale(true)
                    .setStatus("INCOMPLETE")
                    .setUntil(T.plusSeconds(120))
                    .setInputs(List.of(RATE, LEVEL))
                    .build()))
        .contains(
            "\"suppressed\":true,\"audioPaused\":true,\"stale\":true,"
                + "\"until\":\"2026-11-21T10:02:05.000Z\",\"status\":\"INCOMPLETE\"")
        .endsWith(
            "\"inputs\":[{\"vital\":\"rr\",\"value\":25,\"t\":\"2026-11-21T10:00:05.000Z\",\"score\":3},"
                + "{\"vital\":\"acvpu\",\"value\":\"A\",\"t\":\"2026-11-21T10:00:05.000Z\"}]}}");
  }

  @Test
  void anAlertWithoutThemIsAsShortAsBefore() {
    assertThat(json(event().build()))
        .isEqualTo(
            "{\"at\":\"alerts.events/3/7\",\"data\":{\"alertId\":\"a\",\"seq\":7,\"occurrence\":1,"
                + "\"patient\":\"p-1\",\"family\":\"NEWS2\",\"type\":\"RAISED\",\"severity\":\"HIGH\","
                + "\"eventTime\":\"2026-11-21T10:00:05.000Z\","
                + "\"emittedAt\":\"2026-11-21T10:00:05.000Z\",\"open\":true,\"acked\":false,"
                + "\"latched\":false,\"retrospective\":false,\"annunciated\":false,\"tier\":0,"
                + "\"ruleSet\":{\"id\":\"r\",\"version\":1,\"hash\":\"h\"},\"readings\":[]}}");
  }

  @Test
  void theNewestValuesCarryTheScore() {
    var score =
        News2.newBuilder()
            .setStatus("INCOMPLETE")
            .setBandMin("LOW_MEDIUM")
            .setBandMax("MEDIUM")
            .setTotalMin(3)
            .setTotalMax(6)
            .setRed(List.of("rr"))
            .setMissing(List.of("temp"))
            .setScale(1)
            .setMode("CONTINUOUS")
            .setAt(T)
            .setOldest(T.minusSeconds(60))
            .setInputs(List.of(RATE))
            .build();
    var item =
        VitalsJson.latest(at("vitals.latest"), "p-1", new VitalsLatest(List.of(), 1L, score));

    assertThat(new String(item, UTF_8))
        .contains(
            "\"news2\":{\"status\":\"INCOMPLETE\",\"bandMin\":\"LOW_MEDIUM\",\"bandMax\":\"MEDIUM\","
                + "\"totalMin\":3,\"totalMax\":6,\"red\":[\"rr\"],\"missing\":[\"temp\"],\"scale\":1,"
                + "\"mode\":\"CONTINUOUS\",\"at\":\"2026-11-21T10:00:05.000Z\","
                + "\"oldest\":\"2026-11-21T09:59:05.000Z\",\"inputs\":[{\"vital\":\"rr\"");
  }

  @Test
  void aReadingThatWasTakenBackSaysSo() {
    var heart = List.of(new Measurement(Vital.HR, "72", null));
    var put =
        new DeviceReadings(
            "mon-7",
            1L,
            2L,
            List.of(
                new Reading(T, heart, ReadingStatus.ENTERED_IN_ERROR, null),
                new Reading(T, heart, ReadingStatus.CORRECTED, "round-8")),
            0);
    var item = new VitalsJson(new ClinicalJudge()).readings(at("vitals.readings"), "p-1", put);

    assertThat(new String(item, UTF_8))
        .contains("\"status\":\"enteredInError\",\"hr\":72}")
        .contains("\"status\":\"corrected\",\"observationSet\":\"round-8\",\"hr\":72}");
  }

  @Test
  void aWindowTellsHowMuchOfItIsCovered() {
    assertThat(window(41)).contains("\"covered\":41,\"revision\"");
    assertThat(window(0)).doesNotContain("covered");
  }

  private static String window(int covered) {
    var window =
        new VitalsWindow(
            Vital.HR,
            WindowSize.MINUTE,
            T,
            41,
            "60",
            "70",
            "65.1",
            "60",
            "61",
            T,
            T,
            0,
            false,
            covered);
    return new String(WindowJson.window(at("vitals.windows"), "p-1", window), UTF_8);
  }
}
