package dev.wardstream.desk.timelines;

import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.scenario.Scenario;
import dev.wardstream.clinical.scenario.Scenario.Told;
import dev.wardstream.clinical.scenario.ScenarioRunner;
import dev.wardstream.desk.timelines.Difference.Line;
import dev.wardstream.desk.timelines.Difference.Where;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a timeline.
 *
 * @param actual events of the compared families
 * @param lines expected and actual events against each other
 * @param remarks what else departs from what is expected
 */
public record Verdict(
    Timeline timeline, List<Told> actual, List<Line> lines, List<String> remarks) {

  /** How it went. */
  public enum Kind {
    PASSED,
    FAILED,
    /** Nothing is expected and nothing departs: it can only be printed. */
    NOT_JUDGED
  }

  /** Runs a timeline by these rules. */
  static Verdict of(Timeline timeline, RuleSet rules) {
    var scenario = timeline.scenario();
    var outcome = ScenarioRunner.run(scenario, rules);
    var remarks = new ArrayList<String>();
    var unknown = scenario.unknownFamilies(rules);
    if (!unknown.isEmpty()) {
      remarks.add(
          "the rules %s have no family %s"
              .formatted(rules.id().name(), String.join(", ", unknown)));
    }
    scenario
        .expected()
        .dispositions()
        .forEach((disposition, count) -> {
          var got = outcome.dispositions().getOrDefault(disposition, 0);
          if (!got.equals(count)) {
            remarks.add("%s: expected %d, got %d".formatted(disposition, count, got));
          }
        });
    var lines =
        timeline.expects()
            ? Difference.of(scenario.expected().events(), outcome.events())
            : List.<Line>of();
    return new Verdict(timeline, outcome.events(), lines, remarks);
  }

  /** What to say when the engine itself fails on a timeline. */
  static Verdict failed(Timeline timeline, Throwable failure) {
    return new Verdict(timeline, List.of(), List.of(), List.of("the engine failed: " + failure));
  }

  /** How it went. */
  public Kind kind() {
    if (!remarks.isEmpty() || lines.stream().anyMatch(line -> line.where() != Where.BOTH)) {
      return Kind.FAILED;
    }
    return timeline.expects() ? Kind.PASSED : Kind.NOT_JUDGED;
  }

  /** What was run. */
  public Scenario scenario() {
    return timeline.scenario();
  }
}
