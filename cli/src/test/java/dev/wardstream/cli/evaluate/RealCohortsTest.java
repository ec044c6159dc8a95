package dev.wardstream.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wardstream.cli.evaluate.cohort.Dataset;
import dev.wardstream.cli.evaluate.report.JsonReport;
import dev.wardstream.cli.evaluate.report.Report;
import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cohorts themselves, where they are at hand: what is read is what their papers say. */
class RealCohortsTest {
  /** Set by those who keep the data elsewhere. */
  private static final Path DATA =
      Path.of(System.getProperty("wardstream.shared", "../../shared"), "data");

  private static Report evaluate(Dataset dataset, Path path, Duration before, int cores, int atMost)
      throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(path),
        () ->
            "no cohort at " + path.toAbsolutePath() + "; name its place with -Dwardstream.shared");
    var rules = List.of(RuleSets.named("adult-continuous@spot"));
    return new Study(dataset.open(path), rules, before, List.of(), false)
        .run(cores, atMost, _ -> {});
  }

  private static long values(Report report, Vital vital, String disposition) {
    return report.totals().verdicts().entrySet().stream()
        .filter(each -> each.getKey().vital() == vital)
        .filter(each -> each.getKey().disposition().equals(disposition))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Test
  void challenge2019() throws IOException, InterruptedException {
    var report =
        evaluate(
            Dataset.CHALLENGE2019,
            DATA.resolve("challenge2019"),
            Duration.ofHours(12),
            2,
            Integer.MAX_VALUE);
    assertThat(report.totals().stays()).isEqualTo(9_271);
    assertThat(report.totals().days()).isEqualTo(351_816 / 24.0);
    assertThat(report.ground().counts()).containsEntry("rows", 351_816L);
    assertThat(report.totals().fromTheStart()).isEqualTo(98);
    assertThat(report.totals().judged() + report.totals().unwatched()).isEqualTo(516 - 98);
    assertThat(values(report, Vital.TEMP, "ARTEFACT")).isOne(); // 50 °C
    assertThat(values(report, Vital.HR, "ACCEPTED")).isBetween(300_000L, 320_000L);
    assertThat(report.sides().getFirst().figures().groups().getFirst().burden().perDay())
        .isBetween(0.1, 10.0);
  }

  @Test
  void mimic4demo() throws IOException, InterruptedException {
    var report =
        evaluate(
            Dataset.MIMIC4DEMO,
            DATA.resolve("mimic4demo"),
            Duration.ofHours(24),
            2,
            Integer.MAX_VALUE);
    assertThat(report.totals().stays()).isEqualTo(134);
    assertThat(report.ground().counts())
        .containsEntry("rows of vitals", 94_261L)
        .containsEntry("weights, heights and other rows, not used", 1_001L + 74)
        .containsEntry("rows of GCS totals", 3_504L)
        .containsEntry("rows of respiratory support", 3_325L);
    assertThat(report.totals().judged() + report.totals().unwatched()).isEqualTo(17);
    assertThat(values(report, Vital.TEMP, "ARTEFACT")).isEqualTo(3); // Fahrenheit as Celsius
    assertThat(values(report, Vital.SBP, "CONFLICT")).isBetween(300L, 400L); // cuff and line
    assertThat(values(report, Vital.HR, "ACCEPTED")).isEqualTo(14_737);
    assertThat(values(report, Vital.RR, "ACCEPTED")).isEqualTo(14_727);
  }

  @Test
  void bidmcAsItShipsWithTheDemo() throws IOException, InterruptedException {
    var report =
        evaluate(
            Dataset.BIDMC,
            Path.of("..", "demo-data", "bidmc"),
            Duration.ofHours(12),
            2,
            Integer.MAX_VALUE);
    assertThat(report.totals().stays()).isEqualTo(53);
    assertThat(report.ground().counts())
        .containsEntry("rows", 25_493L)
        .containsEntry("missing values", 4L + 128 + 153 + 128);
    assertThat(report.ground().before()).isNull();
  }

  @Test
  void theNumberOfCoresChangesNothing() throws IOException, InterruptedException {
    var path = Path.of("..", "demo-data", "bidmc");
    var one = evaluate(Dataset.BIDMC, path, Duration.ofHours(12), 1, 40);
    var many = evaluate(Dataset.BIDMC, path, Duration.ofHours(12), 7, 40);
    assertThat(JsonReport.of(many)).isEqualTo(JsonReport.of(one));
    assertThat(one.totals().stays()).isEqualTo(40);
  }
}
