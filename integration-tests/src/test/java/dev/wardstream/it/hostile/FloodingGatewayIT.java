package dev.wardstream.it.hostile;

import dev.wardstream.it.node.Devices;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import dev.wardstream.it.node.RawSocket;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that sends as fast as it can over four sockets and never slows down. */
@ExtendWith(Siege.Besieged.class)
class FloodingGatewayIT {
  private static final int PUTS = 200;

  /** It has the rates of its two devices; what exceeds them is told so, and read more slowly. */
  @Test
  void isHeldToItsRates(Siege siege) throws Exception {
    var token = siege.ground.gateway("flood", Set.of("f-0", "f-1"));
    var refused = new AtomicInteger();
    var sockets = new ConcurrentLinkedQueue<RawSocket>();
    siege.beside(
        "flooding gateway",
        () -> {
          var socket = sockets.poll();
          if (socket == null) {
            socket = RawSocket.open(siege.node.port(), Siege.ATTACKER, token);
            var opened = socket;
            Thread.ofVirtual().start(() -> count(opened, refused));
          }
          for (int i = 0; i < PUTS; i++) {
            socket.write(Attacks.text(Devices.put(i, "f-" + i % 2)));
          }
          sockets.add(socket);
        });
    for (var socket : sockets) {
      socket.close();
    }
    assertThat(siege.node.metric("wardstream_edge_refusals_total{code=\"RATE\"")).isPositive();
  }

  private static void count(RawSocket socket, AtomicInteger refused) {
    try {
      for (var line = socket.line(); !line.startsWith("closed"); line = socket.line()) {
        refused.addAndGet(line.contains("\"code\":\"RATE\"") ? 1 : 0);
      }
    } catch (IOException e) {
      return; // the attack is over
    }
  }
}
