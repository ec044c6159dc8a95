package dev.wardstream.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.DescribedTopic;
import dev.wardstream.schemas.catalogue.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanReportTest {
  private static Plan plan(Map<String, DescribedTopic> cluster) {
    return Plan.of(List.of(Topics.VITALS_READINGS), Size.SMALL, 1, cluster);
  }

  private static Map<String, DescribedTopic> existing(int partitions, String retention) {
    var config = new HashMap<>(Topics.VITALS_READINGS.config(1));
    config.put("retention.ms", retention);
    var name = Topics.VITALS_READINGS.name();
    return Map.of(name, new DescribedTopic(name, partitions, 1, config));
  }

  @Test
  void whatIsMissingIsAnAddition() {
    assertThat(PlanReport.difference(plan(Map.of())))
        .contains("@|green + vitals.readings|@  6 partitions, 1 replica")
        .contains("@|green +     cleanup.policy=delete|@");
  }

  @Test
  void whatDiffersIsShownBeforeAndAfter() {
    assertThat(PlanReport.difference(plan(existing(6, "1000"))))
        .containsExactly(
            "@|yellow ~ vitals.readings|@",
            "@|red -     retention.ms=1000|@",
            "@|green +     retention.ms=604800000|@");
  }

  @Test
  void whatCannotBeDoneSaysWhyAndWhatToDo() {
    var lines = PlanReport.difference(plan(existing(24, "604800000")));
    assertThat(lines.getFirst()).startsWith("@|red ! vitals.readings|@").contains("order");
    assertThat(lines.getLast()).contains("--size medium");
  }

  @Test
  void nothingToDoIsSaid() {
    var plan = plan(existing(6, "604800000"));
    assertThat(PlanReport.difference(plan)).isEmpty();
    assertThat(PlanReport.sum(plan)).contains("as it should be");
  }
}
