// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.util.List;

/**
 * What it costs to tell every item to many subscribers: the push service from Kafka on, and servers
 * that do nothing else, all with the same load program.
 */
final class FanoutBenchmark {
  private static final int WARM_UP_SECONDS = 15;

  /** Compilers are slower to see what is hot when there is little to do. */
  private static final int STEADY_WARM_UP_SECONDS = 30;

  /** Deliveries per second below saturation. */
  private static final int STEADY = 20_000;

  /** Items the source is ahead of its readers, and deliveries under way altogether. */
  private static final int WINDOW = 500;

  private static final int UNDER_WAY = 500_000;

  private final Report most =
      new Report(
          "Fan-out, as fast as they take",
          "server",
          "subscribers",
          "deliveries/s",
          "CPU s per million deliveries",
          "items per frame",
          "missing");
  private final Report steady =
      new Report(
          "Fan-out of 20,000 deliveries/s, milliseconds",
          "server",
          "subscribers",
          "p50",
          "p99",
          "p99.9",
          "max",
          "CPU s per million deliveries",
          "missing");

  private FanoutBenchmark() {}

  /** Measures each server with each number of subscribers for so many seconds. */
  static void run(List<Fanout.Kind> servers, List<Integer> subscribers, int seconds) {
    var benchmark = new FanoutBenchmark();
    for (int count : subscribers) {
      for (var server : servers) {
        benchmark.run(server, count, seconds);
      }
    }
    benchmark.most.print();
    benchmark.steady.print();
  }

  private void run(Fanout.Kind server, int count, int seconds) {
    if (!server.missing().isEmpty()) {
      System.err.println(server.label() + " is left out: " + server.missing());
      return;
    }
    try (var fanout = server.start()) {
      fanout.ask("open " + count);
      var saturate = " " + Math.min(WINDOW, UNDER_WAY / count);
      fanout.ask("saturate " + WARM_UP_SECONDS + saturate);
      var fast = fanout.ask("saturate " + seconds + saturate);
      most.row(
          server.label(),
          count,
          fast.perSecond(),
          fast.cpuSecondsPerMillion(),
          fast.itemsPerFrame(),
          fast.missing());
      int rate = Math.max(1, STEADY / count);
      fanout.ask("steady " + rate + " " + STEADY_WARM_UP_SECONDS);
      var even = fanout.ask("steady " + rate + " " + seconds);
      steady.row(
          server.label(),
          count,
          even.delay(0),
          even.delay(1),
          even.delay(2),
          even.delay(3),
          even.cpuSecondsPerMillion(),
          even.missing());
    }
  }
}
