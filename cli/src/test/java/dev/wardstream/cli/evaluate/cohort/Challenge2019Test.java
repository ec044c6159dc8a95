package dev.wardstream.cli.evaluate.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Challenge2019Test {
  private static final String HEADER =
      "patient|HR|O2Sat|Temp|SBP|MAP|DBP|Resp|FiO2|Age|ICULOS|SepsisLabel";
  private static final String EMPTY = "NaN|NaN|NaN|NaN|NaN|NaN|NaN|NaN";

  @TempDir private Path folder;

  private Path file(String... rows) throws IOException {
    return Files.writeString(
        folder.resolve("all.psv"), HEADER + "\n" + String.join("\n", rows) + "\n");
  }

  private Taken read(String... rows) throws IOException {
    return Taken.from(new Challenge2019(file(rows)));
  }

  private static Instant hour(int hour) {
    return Instant.parse("2000-01-01T00:00:00Z").plusSeconds(3600L * hour);
  }

  @Test
  void sendsOnValuesAsTheyStandAndLeavesOutWhatIsMissing() throws IOException {
    var stay = read("p1|92.5|0|99|NaN|801|-50|0|NaN|63.2|1|0").only();
    assertThat(stay.ageYears()).isEqualTo(63);
    assertThat(stay.moments())
        .singleElement()
        .satisfies(moment -> {
          assertThat(moment.at()).isEqualTo(hour(1));
          assertThat(moment.values())
              .containsExactlyInAnyOrder(
                  new Value(Vital.HR, "92.5"),
                  new Value(Vital.SPO2, "0"),
                  new Value(Vital.TEMP, "99"),
                  new Value(Vital.MAP, "801"),
                  new Value(Vital.DBP, "-50"),
                  new Value(Vital.RR, "0"));
        });
  }

  @Test
  void aRowWithoutValuesIsStillAnHourOfWatch() throws IOException {
    var taken = read("p1|" + EMPTY + "|70|1|0", "p1|80|NaN|NaN|NaN|NaN|NaN|NaN|NaN|70|2|0");
    assertThat(taken.only().moments()).hasSize(1);
    assertThat(taken.only().watched())
        .containsExactly(new Span(hour(1).toEpochMilli(), hour(3).toEpochMilli()));
    assertThat(taken.counts().of("rows")).isEqualTo(2);
    assertThat(taken.counts().of("missing values")).isEqualTo(13);
  }

  @Test
  void theOnsetIsSixHoursAfterTheFirstLabel() throws IOException {
    var taken =
        read(
            "p1|" + EMPTY + "|70|3|0",
            "p1|" + EMPTY + "|70|4|1",
            "p1|" + EMPTY + "|70|5|1",
            "p2|" + EMPTY + "|70|1|1",
            "p2|" + EMPTY + "|70|2|1",
            "p3|" + EMPTY + "|70|1|0");
    assertThat(taken.stays()).extracting(Stay::id).containsExactly("p1", "p2", "p3");
    assertThat(taken.stays())
        .extracting(Stay::outcome)
        .containsExactly(new Outcome.At(hour(10)), Outcome.FROM_THE_START, Outcome.NONE);
  }

  @ParameterizedTest(name = "FiO2 {0} is {1}")
  @CsvSource({
    "0.21, false",
    "21, false",
    "0.22, true",
    "0.4, true",
    "1, true",
    "40, true",
    "100, true",
    "21.5, true",
    "0.2, ",
    "2.0, ",
    "-50, ",
    "4000, ",
    "NaN, "
  })
  void oxygenIsMoreThanAirHolds(String fio2, String given) throws IOException {
    var stay = read("p1|NaN|NaN|NaN|NaN|NaN|NaN|NaN|%s|70|1|0".formatted(fio2)).only();
    var oxygen =
        stay.moments().stream()
            .flatMap(moment -> moment.values().stream())
            .map(Value::text)
            .toList();
    assertThat(oxygen).isEqualTo(given == null ? List.of() : List.of(given));
  }

  @Test
  void readsTheFilesOfTheChallengeItself() throws IOException {
    var header = HEADER.substring("patient|".length());
    Files.writeString(folder.resolve("p000002.psv"), header + "\n" + EMPTY + "|70|1|0\n");
    try (var out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve("p000001.psv.gz"))),
            StandardCharsets.UTF_8)) {
      out.write(header + "\r\n" + EMPTY + "|70|1|0\r\n\r\n");
    }
    Files.writeString(folder.resolve("README.txt"), "not a table");
    var cohort = new Challenge2019(folder);
    assertThat(Taken.from(cohort).stays())
        .extracting(Stay::id)
        .containsExactly("p000001", "p000002");
    assertThat(cohort.input().readBytes()).isEqualTo(cohort.input().totalBytes());
  }

  @Test
  void stopsWhenNoMoreIsWanted() throws IOException {
    var cohort =
        new Challenge2019(file("p1|" + EMPTY + "|70|1|0", "p2|" + EMPTY + "|70|1|0", "p3|broken"));
    var counts = cohort.read(_ -> false);
    assertThat(counts.of("rows")).isEqualTo(1);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "p1|80; line 3: 2 cells where the header has 12",
        "p1|eighty|NaN|NaN|NaN|NaN|NaN|NaN|NaN|70|2|0; line 3, column HR: 'eighty' is no number",
        "p1|NaN|NaN|NaN|NaN|NaN|NaN|NaN|NaN|70|1|0; line 3, column ICULOS: '1' does not come after",
        "p1|NaN|NaN|NaN|NaN|NaN|NaN|NaN|NaN|70|x|0; line 3, column ICULOS: 'x' is no whole number",
        "p1|NaN|NaN|NaN|NaN|NaN|NaN|NaN|NaN|70|2|2; column SepsisLabel: '2' is neither 0 nor 1",
      })
  void complaintsNameFileLineAndColumn(String row, String complaint) throws IOException {
    var cohort = new Challenge2019(file("p1|" + EMPTY + "|70|1|0", row));
    assertThatThrownBy(() -> cohort.read(_ -> true))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("all.psv")
        .hasMessageContaining(complaint);
  }

  @Test
  void aPatientInTwoPlacesIsRefused() throws IOException {
    var cohort =
        new Challenge2019(
            file("p1|" + EMPTY + "|70|1|0", "p2|" + EMPTY + "|70|1|0", "p1|" + EMPTY + "|70|2|0"));
    assertThatThrownBy(() -> cohort.read(_ -> true))
        .hasMessageContaining("line 4, column patient")
        .hasMessageContaining("Keep the rows of a patient together");
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("x.psv"), "patient|HR\np1|80\n");
    assertThatThrownBy(() -> new Challenge2019(file).read(_ -> true))
        .hasMessageContaining("line 1: there is no column 'Resp'");
  }

  @Test
  void aFileThatIsNotGzipOrNotThereIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("x.psv.gz"), HEADER);
    assertThatThrownBy(() -> new Challenge2019(file).read(_ -> true))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("x.psv.gz is not readable as gzip");
    assertThatThrownBy(() -> new Challenge2019(folder.resolve("nothing")))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("there is no such file or folder");
    assertThatThrownBy(() -> new Challenge2019(Files.createDirectory(folder.resolve("empty"))))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("has no file *.psv");
  }
}
