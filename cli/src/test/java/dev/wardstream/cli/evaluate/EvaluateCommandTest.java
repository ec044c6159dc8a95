package dev.wardstream.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wardstream.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole command over a cohort of four patients and 48 hours; every figure by hand. */
class EvaluateCommandTest {
  @TempDir private Path folder;
  private Path cohort = Path.of(".");

  private record Run(int code, String out, String err) {}

  private Run run(String... more) {
    var arguments =
        new ArrayList<>(
            List.of("evaluate", "--dataset", "challenge2019", "--path", cohort.toString()));
    arguments.addAll(List.of(more));
    var out = new StringWriter();
    var err = new StringWriter();
    var code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }

  private JsonNode json(String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("--json"));
    arguments.addAll(List.of(more));
    return new ObjectMapper().readTree(run(arguments.toArray(String[]::new)).out());
  }

  private static JsonNode group(JsonNode rules, String family, String atLeast) {
    return StreamSupport.stream(rules.path("groups").spliterator(), false)
        .filter(each -> each.path("family").asText().equals(family))
        .filter(each -> each.path("atLeast").asText().equals(atLeast))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Patient 1: onset at hour 17; HR 130 at 5, 130 at 13, 155 at 14, 125 at 18, else 80. Patient 2:
   * SpO2 85 at hour 3, else 97. Patient 3: labelled from the start, HR 160 at hour 2. Patient 4:
   * nothing.
   */
  @BeforeEach
  void fourPatients() throws IOException {
    var rows = new ArrayList<String>();
    rows.add("patient|HR|O2Sat|Temp|SBP|MAP|DBP|Resp|Age|ICULOS|SepsisLabel");
    for (var hour = 1; hour <= 20; hour++) {
      var rate =
          switch (hour) {
            case 5, 13 -> "130";
            case 14 -> "155";
            case 18 -> "125";
            default -> "80";
          };
      rows.add("p1|%s|NaN|NaN|NaN|NaN|NaN|NaN|70|%d|%d".formatted(rate, hour, hour < 11 ? 0 : 1));
    }
    for (var hour = 1; hour <= 10; hour++) {
      rows.add("p2|80|%s|NaN|NaN|NaN|NaN|NaN|70|%d|0".formatted(hour == 3 ? "85" : "97", hour));
    }
    for (var hour = 1; hour <= 6; hour++) {
      rows.add("p3|%s|NaN|NaN|NaN|NaN|NaN|NaN|70|%d|1".formatted(hour == 2 ? "160" : "80", hour));
    }
    for (var hour = 1; hour <= 12; hour++) {
      rows.add("p4|NaN|NaN|NaN|NaN|NaN|NaN|NaN|70|%d|0".formatted(hour));
    }
    cohort = Files.writeString(folder.resolve("four.psv"), String.join("\n", rows) + "\n");
  }

  @Test
  void burdenOfTheWholeSet() throws IOException {
    var result = json("--rules", "adult-continuous@spot");
    assertThat(result.path("patients").asInt()).isEqualTo(4);
    assertThat(result.path("patientDays").asDouble()).isEqualTo(2);
    var rules = result.path("rules").path(0);
    var all = group(rules, "ALL", "MEDIUM").path("burden");
    assertThat(all.path("alerts").asInt()).isEqualTo(6);
    assertThat(all.path("perPatientDay").asDouble()).isEqualTo(3);
    assertThat(all.path("alerted").asInt()).isEqualTo(3);
    assertThat(all.path("neverAlerted").asInt()).isEqualTo(1);
    assertThat(all.path("medianPerDay").asDouble()).isCloseTo(2.4, within(1e-9));
    assertThat(all.path("p90PerDay").asDouble()).isCloseTo(4.8, within(1e-9));
    assertThat(all.path("alarmShare").asDouble()).isEqualTo(6.0 / 48);
    assertThat(all.path("alarmMinutesPerPatientDay").asDouble()).isEqualTo(180);
    var high = group(rules, "HR_HIGH", "HIGH").path("burden");
    assertThat(high.path("alerts").asInt()).isEqualTo(2);
    assertThat(high.path("alarmShare").asDouble()).isEqualTo(2.0 / 48);
    assertThat(group(rules, "SPO2_LOW", "MEDIUM").path("burden").path("alerts").asInt()).isOne();
  }

  @Test
  void warningBeforeTheOutcome() throws IOException {
    var result = json("--rules", "adult-continuous@spot", "--before", "6h");
    var outcomes = result.path("outcomes");
    assertThat(outcomes.path("watchedBefore").asInt()).isEqualTo(1);
    assertThat(outcomes.path("fromTheStart").asInt()).isEqualTo(1);
    assertThat(outcomes.path("without").asInt()).isEqualTo(2);
    var warning = group(result.path("rules").path(0), "ALL", "MEDIUM").path("warning");
    assertThat(warning.path("sensitivity").path("count").asInt()).isEqualTo(1);
    assertThat(warning.path("sensitivity").path("of").asInt()).isEqualTo(1);
    assertThat(warning.path("sensitivity").path("low").asDouble()).isCloseTo(0.2065, within(5e-5));
    assertThat(warning.path("falsePerPatientDay").asDouble()).isCloseTo(1.5, within(1e-9));
    assertThat(warning.path("falsePerPatientDayWithoutOutcome").asDouble())
        .isCloseTo(24.0 / 22, within(1e-9));
    assertThat(warning.path("falsePerPatientDayWithOutcome").asDouble())
        .isCloseTo(2.4, within(1e-9));
    assertThat(warning.path("predictiveValueOfAlerts").path("share").asDouble()).isEqualTo(0.5);
    assertThat(warning.path("predictiveValueOfPatients").path("share").asDouble()).isEqualTo(0.5);
    assertThat(warning.path("medianAheadSeconds").asInt()).isEqualTo(4 * 3600);
    var high = group(result.path("rules").path(0), "HR_HIGH", "HIGH").path("warning");
    assertThat(high.path("medianAheadSeconds").asInt()).isEqualTo(3 * 3600);
    assertThat(high.path("falsePerPatientDay").asDouble()).isZero();
  }

  @Test
  void aShorterWindowFindsLess() throws IOException {
    var result = json("--rules", "adult-continuous@spot", "--before", "2h");
    var warning = group(result.path("rules").path(0), "ALL", "MEDIUM").path("warning");
    assertThat(warning.path("sensitivity").path("count").asInt()).isZero();
    assertThat(warning.path("inAlarm").path("count").asInt()).isZero();
    assertThat(warning.path("medianAheadSeconds").isNull()).isTrue();
  }

  @Test
  void rulesThatNeedAStreamAreNotAssessableOnceAnHour() throws IOException {
    var run = run();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("0 of 14 families can be assessed", "SPO2 comes every 60 min", "RR is not in the")
        .doesNotContain("Burden");
    var answers = json().path("rules").path(0).path("assessable");
    assertThat(
            StreamSupport.stream(answers.spliterator(), false).map(a -> a.path("answer").asText()))
        .containsOnly("TOO_SELDOM", "NOT_MEASURED");
  }

  @Test
  void twoRuleSetsDifferAlertByAlert() throws IOException {
    var csv = folder.resolve("differences.csv");
    var page = folder.resolve("page.html");
    var run =
        run(
            "--against",
            "adult-continuous@spot",
            "--families",
            "HR_HIGH,SPO2_LOW",
            "--differences",
            csv.toString(),
            "--out",
            page.toString(),
            "--limit",
            "2");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("only in B", "The first 2 of 5 differences", "hour 13, HIGH");
    assertThat(Files.readString(csv))
        .isEqualTo(
            """
            patient,family,difference,a_from,a_to,a_severity,b_from,b_to,b_severity\r
            p1,HR_HIGH,ONLY_B,,,,hour 5,hour 6,MEDIUM\r
            p1,HR_HIGH,ONLY_B,,,,hour 13,hour 15,HIGH\r
            p1,HR_HIGH,ONLY_B,,,,hour 18,hour 19,MEDIUM\r
            p2,SPO2_LOW,ONLY_B,,,,hour 3,hour 4,MEDIUM\r
            p3,HR_HIGH,ONLY_B,,,,hour 2,hour 3,HIGH\r
            """);
    assertThat(Files.readString(page)).contains("A: adult-continuous<", "@spot");
    var same = run("--against", "adult-continuous");
    assertThat(same.code()).isZero();
    assertThat(same.out()).doesNotContain("The first");
  }

  @Test
  void onlySomeFamiliesAndTheFirstPatients() throws IOException {
    var result =
        json(
            "--rules", "adult-continuous@spot", "--families", "SPO2_LOW,HR_LOW", "--patients", "2");
    assertThat(result.path("patients").asInt()).isEqualTo(2);
    var rules = result.path("rules").path(0);
    assertThat(group(rules, "ALL", "MEDIUM").path("burden").path("alerts").asInt()).isEqualTo(1);
    assertThat(rules.path("groups").toString()).doesNotContain("HR_HIGH");
  }

  /** Of HR and SpO2, 30 s after each of the 46 values, but not after the last of a stay. */
  @Test
  void lostSignalsCountWhenAskedFor() throws IOException {
    assertThat(run().out()).doesNotContain("SIGNAL_LOST");
    var result = json("--technical", "--families", "SIGNAL_LOST");
    var rules = result.path("rules").path(0);
    assertThat(group(rules, "SIGNAL_LOST:HR", "MEDIUM").path("burden").path("alerts").asInt())
        .isEqualTo(36);
    assertThat(group(rules, "SIGNAL_LOST:SPO2", "MEDIUM").path("burden").path("alerts").asInt())
        .isEqualTo(10);
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws IOException {
    var page = folder.resolve("page.html");
    run("--rules", "adult-continuous@spot", "--out", page.toString());
    var html = Files.readString(page);
    assertThat(html)
        .contains(
            "<svg class=\"plot wide\"",
            "<svg class=\"plot narrow\"",
            "false alerts per patient-day (log scale)",
            "sensitivity",
            "prefers-color-scheme: dark",
            "name=\"viewport\"",
            "Not a medical device")
        .doesNotContain("<script", "<link", "<img", "http:", "https:", "url(", "NaN", "Infinity");
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--rules my.yaml | no file and no built-in rule set",
        "--rules nothing@spot | There are: adult-continuous",
        "--families SPO | 'SPO' is in no rule set here",
        "--patients 0 | --patients is at least 1",
        "--limit -1 | --limit is at least 0",
        "--before 0h | --before is longer than nothing",
        "--differences x.csv | name it with --against",
      })
  void wrongUseIsExplained(String arguments, String explanation) {
    var run = run(arguments.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(explanation);
  }

  @Test
  void aPlaceWhereNothingCanBeWrittenIsNamed() {
    var run = run("--out", folder.resolve("no/such/folder/page.html").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("page.html cannot be written", "a folder that exists");
  }
}
