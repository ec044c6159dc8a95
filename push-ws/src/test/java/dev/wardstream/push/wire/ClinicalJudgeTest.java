package dev.wardstream.push.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClinicalJudgeTest {
  private static final Instant T = Instant.parse("2026-11-21T10:00:05Z");

  private static String item(Measurement... values) {
    var reading = new Reading(T, List.of(values), ReadingStatus.FINAL, null);
    var put = new DeviceReadings("mon-7", 1L, 2L, List.of(reading), 0);
    var at = new Position("vitals.readings", 3, 88121, T.plusMillis(120));
    return new String(new VitalsJson(new ClinicalJudge()).readings(at, "p-1", put), UTF_8);
  }

  private static Measurement of(Vital vital, String value, @Nullable String unit) {
    return new Measurement(vital, value, unit);
  }

  @Test
  void keepsDecimalTextAndNamesThePosition() {
    assertThat(item(of(Vital.TEMP, "38.05", null), of(Vital.O2, "true", null)))
        .isEqualTo(
            "{\"at\":\"vitals.readings/3/88121\",\"data\":{\"patient\":\"p-1\",\"device\":\"mon-7\","
                + "\"boot\":1,\"seq\":2,\"arrivedAt\":\"2026-11-21T10:00:05.120Z\",\"readings\":["
                + "{\"t\":\"2026-11-21T10:00:05.000Z\",\"temp\":38.05,\"o2\":true}]}}");
  }

  @ParameterizedTest
  @CsvSource({
    "SPO2, 127, , ARTEFACT",
    "SPO2, 0, , ARTEFACT",
    "HR, NaN, , INVALID",
    "HR, -1, , ARTEFACT",
    "HR, 1e999999999, , INVALID",
    "TEMP, 37, degC, INVALID",
    "ACVPU, X, , INVALID"
  })
  void showsWhatIsUnusableAsSuch(Vital vital, String value, @Nullable String unit, String why) {
    var name = VitalsJson.name(vital);
    assertThat(item(of(vital, value, unit)))
        .contains(
            "\"unusable\":[{\"reading\":0,\"vital\":\"%s\",\"value\":\"%s\",\"why\":\"%s\"}]"
                .formatted(name, value, why))
        .doesNotContain("\"" + name + "\":");
  }

  @ParameterizedTest
  @CsvSource({"HR, 0, , 0", "RR, 0, , 0", "TEMP, 100.4, [degF], 38", "TEMP, 37.20, Cel, 37.20"})
  void showsWhatIsPossibleInCanonicalUnits(
      Vital vital, String value, @Nullable String unit, String shown) {
    assertThat(item(of(vital, value, unit)))
        .contains("\"" + VitalsJson.name(vital) + "\":" + shown + "}");
  }

  @Test
  void doesNotBelieveAPressurePairThatIsUpsideDown() {
    assertThat(item(of(Vital.SBP, "60", null), of(Vital.DBP, "90", null)))
        .contains("\"vital\":\"sbp\"", "\"vital\":\"dbp\"");
  }
}
