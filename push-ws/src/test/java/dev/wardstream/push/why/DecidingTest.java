package dev.wardstream.push.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.AlertInput;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.RuleSetRef;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecidingTest {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");

  private static Set<Vital> deciding(String family, List<AlertInput> inputs) {
    var event =
        AlertEvent.newBuilder()
            .setAlertId("a")
            .setSeq(1)
            .setOccurrence(1)
            .setPatient("p")
            .setFamily(family)
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
            .setInputs(inputs)
            .build();
    var values =
        List.of(
            new Measurement(Vital.HR, "72", null),
            new Measurement(Vital.SPO2, "88", null),
            new Measurement(Vital.RR, "25", null));
    return Deciding.of(event, new Reading(T, values, ReadingStatus.FINAL, null));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"SPO2_LOW, SPO2", "HR_HIGH, HR", "HR_RISE, HR", "SIGNAL_LOST:RR, RR"})
  void withoutInputsItIsTheVitalOfTheFamily(String family, Vital vital) {
    assertThat(deciding(family, List.of())).containsExactly(vital);
  }

  @Test
  void inputsSayMoreThanTheFamily() {
    var inputs =
        List.of(new AlertInput(Vital.RR, "25", T, 3), new AlertInput(Vital.SBP, "100", T, 2));
    assertThat(deciding("NEWS2", inputs)).containsExactly(Vital.RR);
    assertThat(deciding("NEWS2", List.of())).isEmpty();
    assertThat(deciding("TEMP_HIGH", List.of())).isEmpty();
  }
}
