package dev.wardstream.cli.evaluate.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Mimic4DemoTest {
  private static final String VITALS =
      "hospitalization_id,recorded_dttm,vital_name,vital_category,vital_value,meas_site_name\n";

  @TempDir private Path folder;

  private void table(String name, String text) throws IOException {
    Files.writeString(folder.resolve("mimic4demo_" + name + ".csv"), text);
  }

  @BeforeEach
  void twoPatients() throws IOException {
    table("patient", "patient_id,death_dttm\n1,2110-01-03T08:00:00Z\n2,2190-01-01T05:00:00Z\n");
    table(
        "hospitalization",
        """
        patient_id,hospitalization_id,discharge_dttm,age_at_admission,discharge_category
        1,10,2110-01-03T05:00:00Z,52,Expired
        2,20,2189-01-02T00:00:00Z,,Home
        2,30,2189-02-02T00:00:00Z,61,Home
        """);
    table("vitals", VITALS);
    table(
        "patient_assessments",
        "hospitalization_id,recorded_dttm,assessment_category,numerical_value,text_value\n");
    table("respiratory_support", "hospitalization_id,recorded_dttm,device_category\n");
  }

  private Taken read() throws IOException {
    return Taken.from(new Mimic4Demo(folder));
  }

  @Test
  void putsAPressurePairOfASecondSourceBehindTheFirst() throws IOException {
    table(
        "vitals",
        VITALS
            + """
            10,2110-01-02T11:00:00Z,Heart Rate,heart_rate,0.0,
            10,2110-01-02T10:00:00Z,Non Invasive Blood Pressure systolic,sbp,84.0,
            10,2110-01-02T10:00:00Z,Arterial Blood Pressure diastolic,dbp,90.0,
            10,2110-01-02T10:00:00Z,Arterial Blood Pressure systolic,sbp,140.0,
            10,2110-01-02T10:00:00Z,Non Invasive Blood Pressure diastolic,dbp,50.0,
            10,2110-01-02T10:00:00Z,Temperature Fahrenheit,temp_c,99.0,
            10,2110-01-02T10:00:00Z,Height (cm),height_cm,61.0,
            """);
    var moments = read().only().moments();
    assertThat(moments).hasSize(3);
    assertThat(moments.get(0).values())
        .containsExactly(
            new Value(Vital.TEMP, "99.0"),
            new Value(Vital.SBP, "84.0"),
            new Value(Vital.DBP, "50.0"));
    assertThat(moments.get(1).device()).isEqualTo("Arterial Blood Pressure");
    assertThat(moments.get(1).at()).isEqualTo(moments.get(0).at());
    assertThat(moments.get(1).values())
        .containsExactly(new Value(Vital.DBP, "90.0"), new Value(Vital.SBP, "140.0"));
    assertThat(moments.get(2).values()).containsExactly(new Value(Vital.HR, "0.0"));
  }

  @Test
  void takesConsciousnessFromTheComaScaleAndOxygenFromTheDevice() throws IOException {
    table("vitals", VITALS + "20,2189-01-01T10:00:00Z,Heart Rate,heart_rate,70.0,\n");
    table(
        "patient_assessments",
        """
        hospitalization_id,recorded_dttm,assessment_category,numerical_value,text_value
        20,2189-01-01T10:00:00Z,gcs_total,14.0,"confused, ""calling"" out"
        20,2189-01-01T11:00:00Z,gcs_total,2.0,
        20,2189-01-01T11:00:00Z,RASS,-1.0,
        20,2189-01-01T12:00:00Z,gcs_total,,
        """);
    table(
        "respiratory_support",
        """
        hospitalization_id,recorded_dttm,device_category
        20,2189-01-01T10:00:00Z,Room Air
        20,2189-01-01T12:00:00Z,Nasal Cannula
        20,2189-01-01T13:00:00Z,
        """);
    var taken = read();
    assertThat(taken.only().moments())
        .extracting(Moment::values)
        .containsExactly(
            List.of(
                new Value(Vital.HR, "70.0"),
                new Value(Vital.ACVPU, "C"),
                new Value(Vital.O2, "false")),
            List.of(new Value(Vital.O2, "true")));
    assertThat(taken.only().ageYears()).isNull();
    assertThat(taken.counts().of("GCS totals other than 3 to 15, not used")).isEqualTo(2);
    assertThat(taken.counts().of("rows of respiratory support without a device, not used"))
        .isEqualTo(1);
  }

  @Test
  void aDeathInHospitalIsTheOutcomeAndALaterOneIsNot() throws IOException {
    table(
        "vitals",
        VITALS
            + """
            30,2189-02-01T10:00:00Z,Heart Rate,heart_rate,70.0,
            10,2110-01-02T10:00:00Z,Heart Rate,heart_rate,70.0,
            """);
    var taken = read();
    assertThat(taken.stays()).extracting(Stay::id).containsExactly("10", "30");
    assertThat(taken.stays())
        .extracting(Stay::outcome)
        .containsExactly(new Outcome.At(Instant.parse("2110-01-03T08:00:00Z")), Outcome.NONE);
  }

  @Test
  void nobodyIsWatchedForMoreThanTwelveHoursAfterAValue() throws IOException {
    table(
        "vitals",
        VITALS
            + """
            30,2189-02-01T00:00:00Z,Heart Rate,heart_rate,70.0,
            30,2189-02-01T12:00:00Z,Heart Rate,heart_rate,70.0,
            30,2189-02-03T00:00:00Z,Heart Rate,heart_rate,70.0,
            30,2189-02-03T01:00:00Z,Heart Rate,heart_rate,70.0,
            """);
    assertThat(read().only().watched())
        .extracting(span -> (span.to() - span.from()) / 3_600_000)
        .containsExactly(24L, 1L);
  }

  @ParameterizedTest(name = "a total of {0} is {1}")
  @CsvSource({
    "15, A", "15.0, A", "14, C", "13, V", "9, V", "8, P", "4, P", "3, U", "2, ", "16, ", "0, ",
    "-3, ", "14.5, ", "15000, "
  })
  void mapsTheComaScale(String total, String code) {
    assertThat(Consciousness.of(new BigDecimal(total)).orElse(null)).isEqualTo(code);
  }

  @Test
  void complaintsNameTheTableAndTheLine() throws IOException {
    table("vitals", VITALS + "99,2189-02-01T00:00:00Z,Heart Rate,heart_rate,70.0,\n");
    assertThatThrownBy(this::read)
        .hasMessageContaining("mimic4demo_vitals.csv, line 2, column hospitalization_id: '99'");
    table("vitals", VITALS + "30,1.2.2189,Heart Rate,heart_rate,70.0,\n");
    assertThatThrownBy(this::read)
        .hasMessageContaining("line 2, column recorded_dttm: '1.2.2189' is no time");
    table("vitals", VITALS + "30,2189-02-01T00:00:00Z,\"Heart Rate,heart_rate,70.0,\n");
    assertThatThrownBy(this::read)
        .hasMessageContaining("line 2: a quote in cell 3 is never closed");
    Files.delete(folder.resolve("mimic4demo_vitals.csv"));
    assertThatThrownBy(this::read)
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("mimic4demo_vitals.csv")
        .hasMessageContaining("exactly one is needed");
  }

  @Test
  void anyFileOfTheFolderNamesTheFolder() throws IOException {
    table("vitals", VITALS + "30,2189-02-01T00:00:00Z,Heart Rate,heart_rate,70.0,\n");
    var cohort = new Mimic4Demo(folder.resolve("mimic4demo_vitals.csv"));
    assertThat(Taken.from(cohort).only().id()).isEqualTo("30");
  }
}
