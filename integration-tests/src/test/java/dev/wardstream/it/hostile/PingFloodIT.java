package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More pings than one a second close the connection. */
@ExtendWith(Siege.Besieged.class)
class PingFloodIT {

  @Test
  void isCut(Siege siege) throws Exception {
    var ping = RawSocket.frame(0x80 | RawSocket.PING, new byte[] {1});
    siege.beside(
        "ping flood",
        () -> {
          try (var socket = RawSocket.open(siege.node.port(), Siege.ATTACKER)) {
            int written = 0;
            while (written < 1_000 && Attacks.wrote(socket, ping)) {
              written++;
            }
            assertThat(socket.closeCode()).isIn(1008, -1);
          }
        });
  }
}
