package dev.wardstream.benchmarks;

import java.util.List;

/**
 * Deliveries per second of the push service to the subscribers of one ward, each to be told every
 * reading of it. Subscribers are in a process of their own; the log is fed as fast as they take.
 */
final class FanoutBenchmark {
  private static final int WARM_UP_SECONDS = 5;

  private FanoutBenchmark() {}

  /** Measures each number of subscribers for so many seconds. */
  static void run(List<Integer> subscribers, int seconds) {
    var report =
        new Report(
            "Fan-out of one ward",
            "subscribers",
            "readings/s",
            "deliveries/s",
            "CPU s per million deliveries",
            "missing");
    for (int count : subscribers) {
      try (var kafka = Child.start("1g", KafkaPart.class);
          var push = Child.start("1g", PushPart.class, kafka.ready().get(0), kafka.ready().get(1));
          var part = subscribers(kafka, push, count)) {
        part.ask(Integer.toString(WARM_UP_SECONDS));
        var before = push.cpu();
        var answer = part.ask(Integer.toString(seconds)).split(" ", -1);
        double cpu = push.cpu().minus(before).toNanos() / 1e9;
        double deliveries = Long.parseLong(answer[0]);
        double rate = deliveries / (Long.parseLong(answer[1]) / 1e9);
        report.row(count, rate / count, rate, cpu * 1e6 / deliveries, answer[2]);
      }
    }
    report.print();
  }

  private static Child subscribers(Child kafka, Child push, int count) {
    return Child.start(
        "1g",
        SubscribersPart.class,
        kafka.ready().get(0),
        kafka.ready().get(1),
        push.ready().get(0),
        push.ready().get(1),
        count);
  }
}
