package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Peers that have authenticated and are then silent, without ever closing: their places are given
 * back.
 */
@ExtendWith(Siege.Besieged.class)
class HalfOpenSocketsIT {
  private static final String OPEN = "wardstream_edge_connections ";
  private static final int SOCKETS = 200;

  @Test
  void areGivenUp(Siege siege) throws Exception {
    var abandoned = new ConcurrentLinkedQueue<RawSocket>();
    var names = new AtomicInteger();
    siege.beside(
        "half-open sockets",
        () -> {
          int number = names.getAndIncrement();
          if (number < SOCKETS) {
            var token = siege.ground.device("gone-" + number);
            var socket = RawSocket.open(siege.node.port(), Siege.ATTACKER, token);
            assertThat(socket.status()).isEqualTo(101);
            abandoned.add(socket);
          } else {
            siege.node.metric(OPEN);
          }
        });
    assertThat(abandoned).hasSizeGreaterThan(10);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> siege.node.metric(OPEN) == 0);
    for (var socket : abandoned) {
      assertThat(socket.closeCode()).isIn(4002, -1);
      close(socket);
    }
  }

  private static void close(RawSocket socket) throws IOException {
    socket.close();
  }
}
