// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

/**
 * Whether one subscriber that never reads is felt by those that do: the delays of a thousand,
 * before and after the socket of one more has filled up.
 */
final class NeighbourBenchmark {
  private static final int READERS = 1_000;
  private static final String EVENLY = "steady 20 ";

  private NeighbourBenchmark() {}

  /** Measures twice for so many seconds. */
  static void run(int seconds) {
    var report =
        new Report(
            "1,000 readers at 20,000 deliveries/s, milliseconds",
            "beside them",
            "p50",
            "p99",
            "p99.9",
            "max",
            "missing");
    try (var fanout = Fanout.Kind.PUSH.start()) {
      fanout.ask("open " + (READERS + 1));
      fanout.ask("saturate 15 500");
      fanout.ask(EVENLY + 10);
      row(report, "nobody", fanout.ask(EVENLY + seconds));
      fanout.ask("stall");
      fanout.ask("saturate 5 500"); // its socket is full now
      row(report, "one that never reads", fanout.ask(EVENLY + seconds));
    }
    report.print();
  }

  private static void row(Report report, String beside, Fanout.Answer answer) {
    report.row(
        beside,
        answer.delay(0),
        answer.delay(1),
        answer.delay(2),
        answer.delay(3),
        answer.missing());
  }
}
