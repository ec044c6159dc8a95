package dev.wardstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private record Run(int code, String out, String err) {}

  private static Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  @Test
  void withoutArgumentsItShowsHelp() {
    var run = run();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Usage: wardstream", "not a medical device");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "up",
        "simulate",
        "replay",
        "why",
        "verify",
        "evaluate",
        "topics",
        "token",
        "news2",
        "rules"
      })
  void everyCommandTeachesWithExamples(String command) {
    var run = run(command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Usage: wardstream " + command, "wardstream " + command);
    assertThat(run.out()).contains("Example");
  }

  @Test
  void aMistypedCommandIsAnsweredWithASuggestion() {
    var run = run("simulat");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("simulate");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "replay nonsense | no topic of the catalogue",
        "replay chat.messages --patient p1 | not keyed by patient but by room",
        "replay alerts.events --from yesterday | neither a time",
        "replay alerts.events --format xml | --format",
        "simulate --beds 0 | at least one bed",
        "simulate --ward a/b | A-Z a-z 0-9",
        "simulate --speed 0.5 --url http://127.0.0.1:9 --data target/nothing | at least 1",
        "simulate --duration soon | no length of time",
        "verify --rate 0 | --rate is 1 to 100",
        "verify --seconds 0 | at least 1",
        "verify --probes 0 | at least one bed",
        "verify --transport pigeon | LONG_POLL",
        "why a/b | A-Z a-z 0-9",
        "why a --patient x/y | --patient 'x/y'",
        "why a --url http://127.0.0.1:9 | --url needs --token",
        "why a --token t | goes with --url",
        "topics list --size huge | SMALL, MEDIUM, LARGE"
      })
  void wrongArgumentsAreExplained(String arguments, String explanation) {
    var run = run(arguments.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(explanation);
  }

  @Test
  void withoutAPlatformItSaysHowToStartOne() {
    var run = run("replay", "alerts.events", "--data", "target/nothing-here");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("wardstream up", "--bootstrap").doesNotContain("Exception");
  }

  @Test
  void theCatalogueIsListedWithoutACluster() {
    var run = run("topics", "list", "--size", "large");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("vitals.readings", "96", "compact");
  }
}
