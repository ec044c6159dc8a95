// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

/**
 * How long it takes until subscribers who come back all at once, with cursors older than what the
 * push service holds in memory, have caught up. They do not wait as they would be asked to.
 */
final class ReconnectBenchmark {
  /** Fifty wards. */
  private static final int BEDS = 2_500;

  /** More per partition than the service keeps. */
  private static final int READINGS = 60_000;

  private ReconnectBenchmark() {}

  /** Measures with so many subscribers. */
  static void run(int subscribers) {
    var report =
        new Report(
            "Reconnects with old cursors, to 50 wards",
            "subscribers",
            "items each",
            "all caught up after s",
            "p50 s",
            "p99 s",
            "CPU s of push",
            "missing");
    try (var kafka = Child.start("1g", KafkaPart.class);
        var push = start(kafka);
        var part =
            Child.start(
                "1g",
                ReconnectPart.class,
                push.ready().get(0),
                push.ready().get(1),
                kafka.ready().get(0),
                kafka.ready().get(1),
                BEDS)) {
      var before = External.cpu(push.pid());
      var answer = part.ask(READINGS + " " + subscribers).split(" ", -1);
      var cpu = External.cpu(push.pid()).minus(before);
      long items = Long.parseLong(answer[1]);
      long due = Long.parseLong(answer[2]);
      report.row(
          subscribers,
          due / subscribers,
          Long.parseLong(answer[0]) / 1e9,
          Long.parseLong(answer[3]) / 1e6,
          Long.parseLong(answer[4]) / 1e6,
          cpu.toMillis() / 1e3,
          due - items);
    }
    report.print();
  }

  private static Child start(Child kafka) {
    return Child.start("1g", PushPart.class, kafka.ready().get(0), kafka.ready().get(1), BEDS);
  }
}
