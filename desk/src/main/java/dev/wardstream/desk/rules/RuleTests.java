package dev.wardstream.desk.rules;

import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.desk.http.Tree;
import dev.wardstream.desk.timelines.BadTimelinesException;
import dev.wardstream.desk.timelines.Timeline;
import dev.wardstream.desk.timelines.TimelineReader;
import dev.wardstream.desk.timelines.TimelineRun;
import dev.wardstream.desk.timelines.Verdict;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Runs timelines by a rule set; one run at a time on a node. Any thread that may wait. */
public final class RuleTests {
  private static final String FILE = "tests.yaml";
  private static final int MOST = 500;
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Semaphore oneAtATime = new Semaphore(1);

  /** What came of them, or what is wrong with the text. */
  Object run(RuleSet rules, String text) throws Refusal {
    List<Timeline> timelines;
    try {
      timelines = TimelineReader.read(FILE, text);
    } catch (BadTimelinesException e) {
      return Tree.of(
          "problems", List.of(),
          "testProblems",
              RuleJson.list(
                  e.faults(), fault -> Tree.of("line", fault.line(), "text", fault.text())));
    }
    if (timelines.size() > MOST) {
      throw Refusal.at(
          "tests", ErrorCode.TOO_LARGE, "at most %d scenarios at once".formatted(MOST));
    }
    var verdicts = verdicts(timelines, rules);
    return Tree.of(
        "problems", List.of(),
        "testProblems", List.of(),
        "passed", count(verdicts, Verdict.Kind.PASSED),
        "failed", count(verdicts, Verdict.Kind.FAILED),
        "results", RuleJson.list(verdicts, RuleJson::verdict));
  }

  private List<Verdict> verdicts(List<Timeline> timelines, RuleSet rules) throws Refusal {
    if (!oneAtATime.tryAcquire()) {
      throw Refusal.retry(ErrorCode.UNAVAILABLE, "somebody else's tests are running", LATER);
    }
    try {
      var verdicts = new ArrayList<Verdict>();
      TimelineRun.run(timelines, rules, verdicts::add);
      return verdicts;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.retry(ErrorCode.UNAVAILABLE, "this node is going away", LATER);
    } finally {
      oneAtATime.release();
    }
  }

  private static long count(List<Verdict> verdicts, Verdict.Kind kind) {
    return verdicts.stream().filter(verdict -> verdict.kind() == kind).count();
  }
}
