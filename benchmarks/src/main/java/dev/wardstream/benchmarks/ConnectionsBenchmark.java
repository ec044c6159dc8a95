// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * What an idle connection costs the push service: authenticated, subscribed to the vitals of a ward
 * in which nothing happens. The heap is as large as it will be from the start, so that memory that
 * grows beside it is seen. What the kernel keeps for a socket is not counted.
 */
final class ConnectionsBenchmark {
  private ConnectionsBenchmark() {}

  /** Measures at each number of connections, ascending. */
  static void run(List<Integer> connections) throws IOException {
    var report =
        new Report(
            "Idle connections of the push service",
            "connections",
            "live heap MiB",
            "KiB each",
            "RSS beside the heap MiB",
            "KiB each");
    try (var fanout = Fanout.Kind.PUSH.start()) {
      long pid = fanout.pid();
      fanout.crowd().ask("open 1");
      long heapBefore = Memory.liveBytes(pid);
      long besideBefore = Memory.residentBytes(pid) - Fanout.HEAP_BYTES;
      int open = 1;
      for (int count : connections) {
        fanout.crowd().ask("open " + (count - open));
        open = count;
        long heap = Memory.liveBytes(pid);
        long beside = Memory.residentBytes(pid) - Fanout.HEAP_BYTES;
        report.row(
            count,
            heap / 1048576.0,
            (heap - heapBefore) / 1024.0 / (count - 1),
            beside / 1048576.0,
            (beside - besideBefore) / 1024.0 / (count - 1));
      }
    }
    report.print();
  }
}
