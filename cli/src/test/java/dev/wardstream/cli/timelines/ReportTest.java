package dev.wardstream.cli.timelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.scenario.Scenario;
import dev.wardstream.clinical.scenario.Scenario.Outcome;
import dev.wardstream.clinical.scenario.Scenario.Setting;
import dev.wardstream.clinical.scenario.Scenario.Told;
import dev.wardstream.desk.timelines.Difference;
import dev.wardstream.desk.timelines.Seconds;
import dev.wardstream.desk.timelines.Timeline;
import dev.wardstream.desk.timelines.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ReportTest {
  private final StringWriter out = new StringWriter();

  @Test
  void equalEventsFarFromADifferenceAreCountedOnly() {
    var actual = IntStream.range(0, 20).mapToObj(ReportTest::raised).toList();
    var expected = new ArrayList<>(actual);
    expected.remove(10);
    var report = new Report(new PrintWriter(out), Ansi.OFF);
    report.add(verdict(expected, actual));
    assertThat(report.end(Duration.ofMillis(1234))).isFalse();
    assertThat(out.toString().lines())
        .containsExactly(
            "FAILED  S1  a title with @|markup|@",
            "        - expected   + actual   (seconds)",
            "          emitted  event   family  level  eventTime  note",
            "          … 7 as expected",
            "          7        RAISED  F       LOW    7          latched",
            "          8        RAISED  F       LOW    8          latched",
            "          9        RAISED  F       LOW    9          latched",
            "        + 10       RAISED  F       LOW    10         latched",
            "          11       RAISED  F       LOW    11         latched",
            "          12       RAISED  F       LOW    12         latched",
            "          13       RAISED  F       LOW    13         latched",
            "          … 6 as expected",
            "1 scenarios, 0 passed, 1 failed in 1.23 s");
  }

  @Test
  void onATerminalTheSidesAreColouredBesidesTheirSigns() {
    new Report(new PrintWriter(out), Ansi.ON).add(verdict(List.of(raised(1)), List.of(raised(2))));
    assertThat(out.toString())
        .contains("\u001b[31m- 1 ", "\u001b[32m+ 2 ", "a title with @|markup|@");
  }

  private static Verdict verdict(List<Told> expected, List<Told> actual) {
    var scenario =
        new Scenario(
            "S1",
            "a title with @|markup|@",
            List.of(),
            List.of(),
            Setting.ORDINARY,
            new Outcome(expected, Map.of()));
    return new Verdict(
        new Timeline(scenario, true), actual, Difference.of(expected, actual), List.of());
  }

  private static Told raised(int second) {
    var at = Seconds.ZERO.plusSeconds(second);
    return new Told(at, AlertEventType.RAISED, "F", Severity.LOW, at, Set.of("latched"));
  }
}
