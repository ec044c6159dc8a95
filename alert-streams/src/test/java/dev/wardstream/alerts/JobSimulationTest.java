package dev.wardstream.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.avro.VitalsWindow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSimulationTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;
  private JobSimulation job;

  @BeforeEach
  void start() {
    job = new JobSimulation(folder, NOON);
  }

  @AfterEach
  void stop() {
    job.close();
  }

  private void read(int second, String value) {
    var at = NOON.plusSeconds(second);
    job.write(
        Topics.VITALS_READINGS,
        "anna",
        Given.reading("mon", second + 1, at, Vital.SPO2, value),
        at);
  }

  private void associate(String patient, Vital... expects) {
    job.write(Topics.CARE_ASSOCIATIONS, "mon", Given.measures(patient, NOON, expects), NOON);
  }

  private List<AlertEvent> events() {
    return job.read(Topics.ALERTS_EVENTS, AlertEvent.class);
  }

  @Test
  void alarmsAtTheFirstReadingThatMeetsTheCondition() {
    read(0, "89");
    read(8, "89");
    assertThat(events()).isEmpty();

    read(15, "89");

    assertThat(events())
        .extracting(AlertEvent::getType, AlertEvent::getSeverity, AlertEvent::getEventTime)
        .containsExactly(tuple(AlertEventType.RAISED, Severity.MEDIUM, NOON.plusSeconds(15)));
  }

  @Test
  void keepsAnOpenAlertUnderItsKeyAndATombstoneWhenItIsClosed() {
    for (int second = 0; second <= 15; second += 5) {
      read(second, "89");
    }
    for (int second = 20; second <= 40; second += 5) {
      read(second, "97");
    }

    var records =
        job.raw(Topics.ALERTS_ACTIVE.name()).stream()
            .filter(its -> new String(its.key(), UTF_8).equals("anna|SPO2_LOW"))
            .toList();
    assertThat(records.getFirst().value()).isNotNull();
    assertThat(records.getLast().value()).isNull();
    assertThat(events())
        .filteredOn(its -> its.getFamily().equals("SPO2_LOW"))
        .extracting(AlertEvent::getOpen)
        .containsExactly(true, false);
  }

  @Test
  void callsNothingSilenceThatTheHorizonHasNotReached() {
    associate("anna", Vital.SPO2);
    job.pass(NOON.plusSeconds(30).minusMillis(1));
    assertThat(events()).isEmpty();

    job.pass(NOON.plusSeconds(45));

    assertThat(events())
        .extracting(AlertEvent::getFamily, AlertEvent::getEventTime, AlertEvent::getEmittedAt)
        .containsExactly(tuple("SIGNAL_LOST:SPO2", NOON.plusSeconds(30), NOON.plusSeconds(30)));
  }

  @Test
  void forgetsTheSilenceOfADeviceThatWasTakenOff() {
    associate("anna", Vital.SPO2);
    job.write(
        Topics.CARE_ASSOCIATIONS,
        "mon",
        Given.measured("anna", NOON, NOON.plusSeconds(10), Vital.SPO2),
        NOON.plusSeconds(10));

    job.pass(NOON.plusSeconds(120));

    assertThat(events()).isEmpty();
  }

  @Test
  void publishesTheNewestValuesOfEverybodyWithTheNewestOffsetTwiceASecond() {
    read(0, "97");
    read(0, "97");
    assertThat(job.read(Topics.VITALS_LATEST, VitalsLatest.class)).isEmpty();

    job.pass(NOON);

    assertThat(job.read(Topics.VITALS_LATEST, VitalsLatest.class))
        .extracting(VitalsLatest::getUpTo)
        .containsExactly(1L);
    job.pass(NOON);
    assertThat(job.read(Topics.VITALS_LATEST, VitalsLatest.class)).isEmpty();
  }

  @Test
  void publishesMinutes() {
    read(0, "97");
    read(30, "95");
    read(61, "96");

    assertThat(job.read(Topics.VITALS_WINDOWS, VitalsWindow.class))
        .first()
        .satisfies(minute -> {
          assertThat(minute.getStart()).isEqualTo(NOON);
          assertThat(minute.getCount()).isEqualTo(2);
          assertThat(minute.getMean()).isEqualTo("96.00");
        });
  }

  @Test
  void countsWhatBecameOfEachReading() {
    read(0, "97");
    read(0, "97");
    read(1, "banana");
    read(2, "777");

    assertThat(job.counted("accepted")).isEqualTo(1);
    assertThat(job.counted("duplicate")).isEqualTo(1);
    assertThat(job.counted("invalid")).isEqualTo(1);
    assertThat(job.counted("artefact")).isEqualTo(1);
  }
}
