package dev.wardstream.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.clinical.engine.Reading;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.Prescription;
import dev.wardstream.schemas.avro.PrescriptionKind;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FromLogTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void everyConstantOfTheSchemasMeansOneOfTheEngine() {
    assertThat(names(dev.wardstream.clinical.vitals.Vital.values()))
        .contains(names(Vital.values()));
    assertThat(names(Reading.Status.values())).contains(names(ReadingStatus.values()));
    assertThat(names(dev.wardstream.clinical.rules.Severity.values()))
        .contains(names(Severity.values()));
  }

  private static String[] names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toArray(String[]::new);
  }

  @Test
  void anIntervalThatEndsBeforeItBeginsIsNone() {
    assertThat(FromLog.intervals(worn(NOON.plusSeconds(1))))
        .containsExactly(
            new Association(
                "p-1",
                NOON,
                NOON.plusSeconds(1),
                Set.of(dev.wardstream.clinical.vitals.Vital.SPO2)));
    assertThatThrownBy(() -> FromLog.intervals(worn(NOON.minusSeconds(1))))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("before");
  }

  private static DeviceAssociations worn(Instant to) {
    return new DeviceAssociations(
        List.of(new AssociationInterval("p-1", NOON, to, List.of(Vital.SPO2))));
  }

  @Test
  void aPrescribedLimitIsANumberOfAFamily() {
    assertThat(FromLog.care(prescribed("SPO2_LOW", "85")).prescriptions())
        .containsExactly(
            new Care.Limit(
                "SPO2_LOW",
                dev.wardstream.clinical.rules.Severity.MEDIUM,
                new BigDecimal("85"),
                null,
                "dr",
                NOON,
                null));
    assertThatThrownBy(() -> FromLog.care(prescribed("SPO2_LOW", "low")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("not a number");
    assertThatThrownBy(() -> FromLog.care(prescribed(null, "85")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("without family");
  }

  private static CarePatient prescribed(@Nullable String family, String raise) {
    var limit =
        new Prescription(
            PrescriptionKind.LIMIT, family, Severity.MEDIUM, raise, null, "dr", NOON, null, "");
    return CarePatient.newBuilder()
        .setWard("w")
        .setBed("1")
        .setPrescriptions(List.of(limit))
        .build();
  }
}
