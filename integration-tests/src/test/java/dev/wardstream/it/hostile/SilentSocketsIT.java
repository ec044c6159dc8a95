package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sockets by the thousand that never say hello: they have places of their own, and lose them soon.
 */
@ExtendWith(Siege.Besieged.class)
class SilentSocketsIT {
  private static final String GREETING = "wardstream_edge_connections_greeting";
  private static final int SOCKETS = Integer.getInteger("wardstream.hostile.silent", 1_000);
  private static final int PLACES = 200;

  @Test
  void doNotKeepOutDevices(Siege siege) throws Exception {
    var silent = new ConcurrentLinkedQueue<RawSocket>();
    var accepted = new AtomicInteger();
    var attempts = new AtomicInteger();
    siege.beside(
        "silent sockets",
        () -> {
          if (attempts.getAndIncrement() < SOCKETS) {
            var socket = RawSocket.open(siege.node.port(), Siege.ATTACKER);
            assertThat(socket.status()).isIn(101, 503);
            accepted.addAndGet(socket.status() == 101 ? 1 : 0);
            silent.add(socket);
          } else {
            assertThat(siege.node.metric(GREETING)).isLessThanOrEqualTo(PLACES);
          }
        });
    while (attempts.getAndIncrement() < SOCKETS) {
      silent.add(RawSocket.open(siege.node.port(), Siege.ATTACKER));
    }
    try (var late = RawSocket.open(siege.node.port(), siege.ground.device("late"))) {
      assertThat(late.line()).startsWith("{\"hello\":");
    }
    assertThat(accepted.get()).isPositive();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> siege.node.metric(GREETING) == 0);
    for (var socket : silent) {
      socket.close();
    }
  }
}
