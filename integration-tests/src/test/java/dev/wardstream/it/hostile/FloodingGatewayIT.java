package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.Devices;
import dev.wardstream.it.node.RawSocket;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that sends as fast as it can over four sockets and never slows down. */
@ExtendWith(Siege.Besieged.class)
class FloodingGatewayIT {
  /** It has the rates of its two devices; what exceeds them is told so, and read more slowly. */
  @Test
  void isHeldToItsRates(Siege siege) throws Exception {
    var token = siege.ground.gateway("flood", Set.of("f-0", "f-1"));
    var puts = Attacks.text(Devices.put(1, "f-0") + "\n" + Devices.put(2, "f-1"));
    var sockets = new ConcurrentLinkedQueue<RawSocket>();
    siege.beside(
        "flooding gateway",
        () -> {
          var socket = sockets.poll();
          if (socket == null) {
            socket = RawSocket.open(siege.node.port(), Siege.ATTACKER, token);
            var opened = socket;
            Thread.ofVirtual().start(() -> drop(opened));
          }
          socket.write(puts);
          sockets.add(socket);
        });
    for (var socket : sockets) {
      socket.close();
    }
    assertThat(siege.node.metric("wardstream_edge_refusals_total{code=\"RATE\"")).isPositive();
  }

  private static void drop(RawSocket socket) {
    try {
      var line = socket.line();
      while (!line.startsWith("closed")) {
        line = socket.line();
      }
    } catch (IOException e) {
      return; // the attack is over
    }
  }
}
