package dev.wardstream.cli.evaluate.report;

import static dev.wardstream.clinical.rules.Severity.HIGH;
import static dev.wardstream.clinical.rules.Severity.MEDIUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.evaluate.cohort.About;
import dev.wardstream.cli.evaluate.cohort.Outcome;
import dev.wardstream.cli.evaluate.cohort.Span;
import dev.wardstream.cli.evaluate.figures.Alert;
import dev.wardstream.cli.evaluate.figures.Case;
import dev.wardstream.cli.evaluate.figures.Chart;
import dev.wardstream.cli.evaluate.figures.Figures;
import dev.wardstream.cli.evaluate.figures.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Two hours with the outcome at their end, and an hour without; alerts at these minutes. */
  private static List<Case> cases(int... minutes) {
    var alerts = new ArrayList<Alert>();
    for (int minute : minutes) {
      alerts.add(new Alert(Duration.ofMinutes(minute).toMillis(), "F<1>", MEDIUM));
    }
    var end = Duration.ofHours(2).toMillis();
    return List.of(
        new Case(
            "sick",
            List.of(new Span(0, end)),
            new Outcome.At(Instant.ofEpochMilli(end)),
            new Chart(alerts, List.of(), Map.of())),
        new Case(
            "well",
            List.of(new Span(0, HOUR.toMillis())),
            Outcome.NONE,
            new Chart(List.of(), List.of(), Map.of())));
  }

  private static Report report(@Nullable Duration before) {
    var outcome = before == null ? null : "a fall";
    var about = new About("made & up", "patients", outcome, false, List.of("A <limit>."), "nobody");
    var ground =
        new Report.Ground(
            about, before, List.of(), false, Map.of("rows", 3L), Map.of(), Instant::toString);
    var levels = Map.of("F<1>", List.of(MEDIUM, HIGH));
    var a = new Side("A", "one", 1, "aa", List.of(), Figures.of(cases(10, 70), levels, before));
    var b = new Side("B", "two", 2, "bb", List.of(), Figures.of(cases(10), levels, before));
    return new Report(ground, Totals.of(cases(), before), List.of(a, b), null);
  }

  @Test
  void bothRuleSetsAreInThePictureAndJoined() {
    var html = HtmlReport.of(report(HOUR), 0);
    assertThat(html)
        .contains(
            "A: one",
            "B: two",
            "class=\"pair f0\"",
            "class=\"mark f0 hollow\"",
            "class=\"mark fw\"",
            "<title>F&lt;1&gt; ≥ MEDIUM: sensitivity 100.0 % (20.7–100.0), 12.0 false alerts",
            "<title>B: F&lt;1&gt; ≥ MEDIUM: sensitivity 0.0 % (0.0–79.3), 12.0 false alerts",
            "made &amp; up",
            "A &lt;limit&gt;.",
            "3 rows")
        .doesNotContain("F<1>", "<limit>");
  }

  @Test
  void withoutAnOutcomeItShowsTheBurden() {
    var html = HtmlReport.of(report(null), 0);
    assertThat(html)
        .contains("<h1>Burden</h1>", "alerts per patient-day (log scale)", "≥ MEDIUM: 16.0 alerts")
        .doesNotContain("sensitivity", "Warning before");
  }

  @Test
  void whatNeverAlertedIsSaidNotDrawn() {
    assertThat(HtmlReport.of(report(HOUR), 0))
        .contains("Never alerted, hence not in the picture: A all together ≥ HIGH; A F&lt;1&gt;");
  }
}
