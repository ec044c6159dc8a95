package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Frames without a mask (RFC 6455 §5.1) are a protocol error, however many come. */
@ExtendWith(Siege.Besieged.class)
class UnmaskedFramesIT {

  @Test
  void areAProtocolError(Siege siege) throws Exception {
    siege.beside(
        "unmasked frames",
        () -> {
          try (var socket = RawSocket.open(siege.node.port(), Siege.ATTACKER)) {
            socket.write(new byte[] {(byte) 0x81, 2, '{', '}'});
            assertThat(socket.closeCode()).isEqualTo(1002);
          }
        });
  }
}
