package dev.wardstream.cli.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WhyReportTest {
  private static final String EVENT =
      """
      {"alert":{"alertId":"a-1","patient":"p-3","family":"SPO2_LOW","open":OPEN,"severity":"MEDIUM"},
       "events":[{"at":"alerts.events/3/991","seq":12,"type":"RAISED","severity":"MEDIUM",
         "eventTime":"2026-11-21T10:00:20.000Z","emittedAt":"2026-11-21T10:00:21.131Z",
         "value":"88","limit":"< 90","suppressed":true,
         "ruleSet":{"id":"adult-continuous","version":4,"hash":"0f1e2d3c4b5a6978"},
         "inputs":[{"vital":"spo2","value":88,"t":"2026-11-21T10:00:20.000Z","score":3}],
         "readings":[READINGS]}],
       "missing":[MISSING]}
      """;
  private static final String READING =
      """
      {"at":"vitals.readings/3/88121","device":"mon-7","t":"2026-11-21T10:00:20.000Z",
       "arrived":"2026-11-21T10:00:20.120Z","values":{"spo2":"88.0","temp":"100.4"},
       "units":{"temp":"[degF]"},"deciding":["spo2"]}
      """;

  private static List<String> report(String open, String readings, String missing) {
    return WhyReport.of(
        Tree.parse(
            EVENT.replace("OPEN", open).replace("READINGS", readings).replace("MISSING", missing)));
  }

  @Test
  void namesTheRuleSetTheLimitAndTheReadingsWithTheDecidingValuesMarked() {
    var report = String.join("\n", report("true", READING, ""));

    assertThat(report)
        .contains("@|bold SPO2_LOW|@ of p-3, open, MEDIUM, alert a-1")
        .contains("RAISED MEDIUM|@  seq 12  2026-11-21T10:00:20.000Z, told 1.131 s later")
        .contains("@|bold 88 < 90|@")
        .contains("rules   adult-continuous version 4, 0f1e2d3c4b5a6978")
        .contains("alerts.events/3/991, suppressed")
        .contains("input   spo2   88")
        .contains("score 3")
        .contains("vitals.readings/3/88121", "mon-7", "+0.1 s")
        .contains("@|bold spo2 88.0*|@  temp 100.4 [degF]");
  }

  @Test
  void saysWhatIsNoLongerKept() {
    var report =
        report(
            "false",
            "",
            "{\"topic\":\"vitals.readings\",\"partition\":3,\"first\":5,\"last\":9,\"why\":\"retention\"}");

    assertThat(report)
        .contains("  vitals.readings/3/5 to 9: no longer kept")
        .anyMatch(line -> line.contains("of p-3, closed,"))
        .anyMatch(line -> line.contains("no readings"));
  }
}
