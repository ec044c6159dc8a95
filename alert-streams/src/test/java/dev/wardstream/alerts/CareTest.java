package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.News2;
import dev.wardstream.schemas.avro.Prescription;
import dev.wardstream.schemas.avro.PrescriptionKind;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.avro.VitalsLatest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a patient beside the readings, and what people do about the alarms. */
class CareTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;
  private Twins twins;
  private int seq;

  @BeforeEach
  void start() {
    twins = new Twins(folder, NOON, AlertTopology.ON_HEAP);
  }

  @AfterEach
  void stop() {
    twins.close();
  }

  private void read(Vital vital, String value, int... seconds) {
    for (int second : seconds) {
      var at = NOON.plusSeconds(second);
      twins.read("anna", Given.reading("mon", ++seq, at, vital, value), at);
    }
  }

  private News2 score() {
    twins.pass(NOON);
    var latest = twins.job.read(Topics.VITALS_LATEST, VitalsLatest.class);
    return Objects.requireNonNull(latest.getLast().getNews2());
  }

  private List<AlertEvent> events(String family) {
    return twins.requireAlike().getOrDefault("anna", List.of()).stream()
        .filter(its -> its.getFamily().equals(family))
        .toList();
  }

  private static CarePatient.Builder anna() {
    return CarePatient.newBuilder().setWard("w").setBed("1").setProfile("adult-continuous");
  }

  private void act(ActionKind kind, int second, @Nullable String family, @Nullable Instant until) {
    var at = NOON.plusSeconds(second);
    twins.act("anna", new AlertAction("", kind, "nurse", at, "washing", until, family, null), at);
  }

  @Test
  void aPrescribedLimitHoldsUntilTheDischarge() {
    var limit =
        new Prescription(
            PrescriptionKind.LIMIT, "SPO2_LOW", Severity.MEDIUM, "85", "87", "dr", NOON, null, "");
    twins.care("anna", anna().setPrescriptions(List.of(limit)).build(), NOON);
    read(Vital.SPO2, "88", 0, 8, 15);
    assertThat(events("SPO2_LOW")).isEmpty();

    twins.discharge("anna", NOON.plusSeconds(20));
    read(Vital.SPO2, "88", 20, 28, 35);

    assertThat(events("SPO2_LOW"))
        .extracting(AlertEvent::getType)
        .containsExactly(AlertEventType.RAISED);
  }

  @Test
  void theScoreBesideTheNewestValuesKnowsThePatient() {
    read(Vital.SBP, "120", 0);
    assertThat(score().getStatus()).isEqualTo("INCOMPLETE");
    assertThat(score(true).getStatus()).isEqualTo("NOT_APPLICABLE");
  }

  private News2 score(boolean pregnant) {
    twins.care("anna", anna().setPregnant(pregnant).build(), NOON.plusSeconds(1));
    return score();
  }

  @Test
  void anAlarmThatIsOffIsRecordedAndSuppressed() {
    act(ActionKind.ALARM_OFF, 0, "SPO2_LOW", NOON.plusSeconds(300));
    read(Vital.SPO2, "88", 1, 9, 16);
    act(ActionKind.ALARM_ON, 20, "SPO2_LOW", null);

    assertThat(events("SPO2_LOW")).extracting(AlertEvent::getSuppressed).containsExactly(true);
    assertThat(events("ALARM_OFF:SPO2_LOW"))
        .extracting(AlertEvent::getType, AlertEvent::getUntil)
        .containsExactly(
            tuple(AlertEventType.ALARM_OFF, NOON.plusSeconds(300)),
            tuple(AlertEventType.ALARM_ON, null));
    var shown =
        twins.job.read(Topics.ALERTS_ACTIVE, AlertInstance.class).stream()
            .filter(its -> its != null && its.getFamily().equals("SPO2_LOW"))
            .toList();
    assertThat(shown).extracting(AlertInstance::getSuppressed).containsExactly(true, false);
  }

  @Test
  void anAudioPauseEndsExactlyAtItsEnd() {
    act(ActionKind.PAUSE, 0, null, NOON.plusSeconds(60));
    twins.pass(NOON.plusSeconds(90));

    assertThat(events("AUDIO_PAUSE"))
        .extracting(AlertEvent::getType, AlertEvent::getEmittedAt)
        .containsExactly(
            tuple(AlertEventType.PAUSED, NOON),
            tuple(AlertEventType.RESUMED, NOON.plusSeconds(60)));
  }

  @Test
  void aReceiptIsKeptWithTheAlert() {
    read(Vital.SPO2, "88", 0, 8, 15);
    var id = events("SPO2_LOW").getFirst().getAlertId();
    var at = NOON.plusSeconds(16);
    twins.act(
        "anna",
        new AlertAction(id, ActionKind.DELIVERED, "console", at, null, null, null, null),
        at);

    assertThat(events("SPO2_LOW"))
        .last()
        .extracting(AlertEvent::getType)
        .isEqualTo(AlertEventType.DELIVERED);
    assertThat(twins.job.read(Topics.ALERTS_ACTIVE, AlertInstance.class))
        .filteredOn(its -> its != null && its.getFamily().equals("SPO2_LOW"))
        .last()
        .extracting(AlertInstance::getDeliveredAt, AlertInstance::getDeliveredBy)
        .containsExactly(at, "console");
  }
}
