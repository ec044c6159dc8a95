package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reserved bits and opcodes (RFC 6455 §5.2) are a protocol error, each combination of them. */
@ExtendWith(Siege.Besieged.class)
class ReservedBitsIT {
  private static final int[] RESERVED_OPCODES = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15};

  @Test
  void areAProtocolError(Siege siege) throws Exception {
    var rounds = new AtomicInteger();
    siege.beside(
        "reserved bits",
        () -> {
          int round = rounds.getAndIncrement();
          int first = 0x81 | (1 + round % 7) << 4;
          if (round % 2 == 0) {
            first = 0x80 | RESERVED_OPCODES[round / 2 % RESERVED_OPCODES.length];
          }
          try (var socket = RawSocket.open(siege.node.port(), Siege.ATTACKER)) {
            socket.write(RawSocket.frame(first, new byte[] {'x'}));
            assertThat(socket.closeCode()).as("first byte %x", first).isEqualTo(1002);
          }
        });
  }
}
