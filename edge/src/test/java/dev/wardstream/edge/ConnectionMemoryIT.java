package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What connections hold of the heap, idle and with unanswered requests; prints it. The clients are
 * in the same heap, with some 10 KiB each, so it is less than what is measured. The bounds are what
 * docs/limits.md promises, several times what is measured.
 */
class ConnectionMemoryIT {
  private static final int CONNECTIONS = 200;
  private static final int UNANSWERED = 200;
  private static final String REQUEST = "{\"id\":1,\"hold\":{\"x\":\"" + "y".repeat(480) + "\"}}";

  @Test
  void isBounded() throws Exception {
    var sockets = new ArrayList<TestSocket>();
    try (var edge = new TestEdge("MAX_GREETING_PER_ADDRESS", "1000", "DEVICE_RATE", "10000")) {
      edge.greeted("warm-up").close();
      var none = usedBytes();
      for (var i = 0; i < CONNECTIONS; i++) {
        sockets.add(edge.greeted("mon-" + i));
      }
      var idle = (usedBytes() - none) / CONNECTIONS;
      flood(edge, sockets);
      var busy = (usedBytes() - none) / CONNECTIONS;
      System.out.printf("bytes of heap per connection: %d idle, %d busy%n", idle, busy);
      assertThat(idle).isLessThan(64 << 10);
      assertThat(busy).isLessThan(1_434 << 10);
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  private static void flood(TestEdge edge, List<TestSocket> sockets) throws Exception {
    for (var socket : sockets) {
      for (var i = 0; i < UNANSWERED; i++) {
        socket.send(REQUEST);
      }
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> edge.echo.held.size() == CONNECTIONS * UNANSWERED);
  }

  /** What is left after collections; the least of some looks. */
  private static long usedBytes() {
    var memory = ManagementFactory.getMemoryMXBean();
    var least = Long.MAX_VALUE;
    for (var i = 0; i < 3; i++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
