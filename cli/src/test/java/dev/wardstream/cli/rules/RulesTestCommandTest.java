package dev.wardstream.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.Main;
import dev.wardstream.rules.BuiltIns;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTestCommandTest {
  private static final String READINGS =
      """
        readings:
          - {arrival: 0, event: 0, vital: SPO2, value: 88}
          - {arrival: 5, event: 5, vital: SPO2, value: 88}
          - {arrival: 15.5, event: 15.5, vital: SPO2, value: 88}
      """;
  private static final String RAISED =
      "    - {emittedAt: 15.5, type: RAISED, family: SPO2_LOW, level: MEDIUM, eventTime: 15.5}\n";
  private static final String PASSES = "- id: good\n" + READINGS + "  expected:\n" + RAISED;
  private static final String FAILS = "- id: bad\n" + READINGS + "  expected: []\n";
  private static final String UNJUDGED = "- id: open\n" + READINGS;

  @TempDir private Path folder = Path.of("");

  private record Run(int code, String out, String err) {}

  @Test
  void timelinesThatLeadToTheirEventsPass() throws IOException {
    var run = run(PASSES);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("ok      good").contains("1 scenarios, 1 passed, 0 failed in ");
  }

  @Test
  void otherRulesAreTestedByName() throws IOException {
    Path rules = folder.resolve("later.yaml");
    String document = BuiltIns.text("adult-continuous").orElseThrow();
    Files.writeString(rules, document.replace("below: 90, for: 15s", "below: 90, for: 16s"));

    assertThat(run(PASSES, "--rules", rules.toString()).code()).isEqualTo(1);
    assertThat(run(PASSES, "--rules", "adult-continuous").code()).isZero();
  }

  @Test
  void aDifferenceIsShownAndFails() throws IOException {
    var run = run(PASSES + FAILS);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("FAILED  bad")
        .contains("        + 15.5     RAISED  SPO2_LOW  MEDIUM  15.5")
        .contains("2 scenarios, 1 passed, 1 failed in ")
        .doesNotContain("\u001b");
  }

  @Test
  void aFamilyTheRulesDoNotHaveCannotPassUnnoticed() throws IOException {
    var run = run(FAILS.replace("expected: []", "only: [SPO2_HIGH]\n  expected: []"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("have no family SPO2_HIGH");
  }

  @Test
  void aCountOfDispositionsThatDiffersFails() throws IOException {
    var run = run(PASSES + "  dispositions: {ACCEPTED: 3, LATE: 1}\n");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("LATE: expected 1, got 0").doesNotContain("ACCEPTED");
  }

  @Test
  void withoutExpectationATimelineIsOnlyPrinted() throws IOException {
    var run = run(UNJUDGED, "--print");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            {"scenario":"open","emittedAt":15.5,"type":"RAISED","family":"SPO2_LOW",\
            "level":"MEDIUM","eventTime":15.5}
            """);
    assertThat(run.err()).contains("no expectation", "1 without expectation");
  }

  @Test
  void printedEventsComeInTheOrderOfTheFileWithTheirNotes() throws IOException {
    var latching = READINGS.replace("88", "70");
    var silent = "- id: later\n" + latching + "  end: 66\n  tiers: true\n";
    var all =
        IntStream.range(0, 200)
            .mapToObj(i -> UNJUDGED.replace("open", "s" + i))
            .collect(Collectors.joining());
    var run = run(all + silent, "--print");
    var lines = run.out().lines().toList();
    assertThat(lines).hasSize(203);
    assertThat(lines.subList(0, 200)).allMatch(line -> line.contains("RAISED"));
    assertThat(lines.get(199)).contains("\"s199\"");
    assertThat(lines.get(201)).contains("\"emittedAt\":45.5", "SIGNAL_LOST:SPO2");
    assertThat(lines.getLast()).contains("later", "\"type\":\"TIER_UP\"", "\"note\":\"tier=1\"");
  }

  @Test
  void onlyTheScenariosNamedAreRun() throws IOException {
    assertThat(run(PASSES + FAILS, "--only", "good").out()).contains("1 scenarios, 1 passed");
    var unknown = run(PASSES, "--only", "best");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no file has a scenario best");
  }

  @Test
  void aFileThatCannotBeUsedIsAUsageErrorThatTeaches() throws IOException {
    var run = run(PASSES.replace("SPO2,", "SPO3,"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("t.yaml:3: good.readings[0].vital", "did you mean SPO2?");
    var missing = execute(folder.resolve("nothing.yaml").toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("no file", "nothing.yaml");
  }

  @Test
  void theExampleOfTheHelpPasses() throws IOException {
    var out = new StringWriter();
    Main.commandLine().setOut(new PrintWriter(out, true)).execute("rules", "test", "--help");
    var example =
        out.toString()
            .lines()
            .dropWhile(line -> !line.startsWith("  - id:"))
            .takeWhile(line -> !line.isBlank())
            .collect(Collectors.joining("\n"));
    var run = run(example);
    assertThat(run.out()).contains("1 scenarios, 1 passed");
  }

  @Test
  void theExampleOfTheDocumentationPasses() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "rules-tests.md"));
    var example = page.substring(page.indexOf("```yaml\n") + 8);
    var run = run(example.substring(0, example.indexOf("```")));
    assertThat(run.out()).contains("2 scenarios, 2 passed");
  }

  @Test
  void theDifferenceInTheDocumentationIsWhatIsShown() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "rules-tests.md"));
    var example = page.substring(page.indexOf("```yaml\n") + 8);
    var wrong =
        example
            .substring(0, example.indexOf("```"))
            .replace(
                "emittedAt: 46, type: RAISED, family: SPO2_LOW, level: MEDIUM, eventTime: 40",
                "emittedAt: 46, type: RAISED, family: SPO2_LOW, level: MEDIUM, eventTime: 45");
    var shown = page.substring(page.indexOf("FAILED  backlog"));
    assertThat(run(wrong).out()).contains(shown.substring(0, shown.indexOf("```")));
  }

  private Run run(String yaml, String... options) throws IOException {
    var file = Files.writeString(folder.resolve("t.yaml"), yaml);
    return execute(file.toString(), options);
  }

  private static Run execute(String file, String... options) {
    var out = new StringWriter();
    var err = new StringWriter();
    var arguments = Stream.concat(Stream.of("rules", "test", file), Stream.of(options));
    var code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }
}
