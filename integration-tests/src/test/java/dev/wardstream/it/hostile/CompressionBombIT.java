package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Compression is never negotiated, so that a compressed message is a protocol error, whatever it
 * holds.
 */
@ExtendWith(Siege.Besieged.class)
class CompressionBombIT {
  private static final String OFFER =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

  @Test
  void isNotInflated(Siege siege) throws Exception {
    var bomb = bomb();
    siege.beside(
        "compression bombs",
        () -> {
          try (var socket = RawSocket.open(siege.node.port(), OFFER, Siege.ATTACKER)) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.head()).doesNotContain("permessage-deflate");
            Attacks.wrote(socket, RawSocket.frame(0xC1, bomb));
            assertThat(socket.closeCode()).isIn(1002, -1);
          }
        });
  }

  /** 32 MiB of blanks in 32 KiB. */
  private static byte[] bomb() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (var out = new DeflaterOutputStream(bytes, deflater)) {
      for (int i = 0; i < 32; i++) {
        out.write(" ".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
    deflater.end();
    return bytes.toByteArray();
  }
}
