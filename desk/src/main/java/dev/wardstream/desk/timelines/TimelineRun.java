package dev.wardstream.desk.timelines;

import dev.wardstream.clinical.rules.RuleSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs timelines through the engine, as many at a time as there are processors. */
public final class TimelineRun {
  private TimelineRun() {}

  /** Tells each verdict to the consumer, on this thread, in the order of the timelines. */
  public static void run(List<Timeline> timelines, RuleSet rules, Consumer<Verdict> each)
      throws InterruptedException {
    try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Verdict>> verdicts =
          timelines.stream()
              .map(timeline -> pool.submit(() -> Verdict.of(timeline, rules)))
              .toList();
      for (int i = 0; i < timelines.size(); i++) {
        each.accept(verdict(timelines.get(i), verdicts.get(i)));
      }
    }
  }

  private static Verdict verdict(Timeline timeline, Future<Verdict> verdict)
      throws InterruptedException {
    try {
      return verdict.get();
    } catch (ExecutionException e) {
      return Verdict.failed(timeline, e.getCause() == null ? e : e.getCause());
    }
  }
}
