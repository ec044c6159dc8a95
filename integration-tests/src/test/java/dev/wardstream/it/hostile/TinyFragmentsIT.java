package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages in fragments of one byte: as many as a message may have are read, more are not. */
@ExtendWith(Siege.Besieged.class)
class TinyFragmentsIT {

  @Test
  void areReadUpToALimit(Siege siege) throws Exception {
    siege.beside(
        "fragments of one byte",
        () -> {
          try (var socket = RawSocket.open(siege.node.port(), Siege.ATTACKER)) {
            write(socket, "{\"id\":1,\"nonsense\":{}}", true);
            assertThat(socket.line()).contains("UNAUTHENTICATED");
            write(socket, " ".repeat(300), false);
            assertThat(socket.closeCode()).isIn(1009, -1);
          }
        });
  }

  private static void write(RawSocket socket, String text, boolean whole) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int first = (i == 0 ? RawSocket.TEXT : 0) | (whole && i == bytes.length - 1 ? 0x80 : 0);
      if (!Attacks.wrote(socket, RawSocket.frame(first, new byte[] {bytes[i]}))) {
        return;
      }
    }
  }
}
