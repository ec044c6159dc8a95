package dev.wardstream.it.hostile;

import dev.wardstream.it.node.RawSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Attackers write to connections that may have been cut. */
final class Attacks {
  private Attacks() {}

  /** Writes; whether the connection took it. */
  static boolean wrote(RawSocket socket, byte[] bytes) {
    try {
      socket.write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** One text message. */
  static byte[] text(String text) {
    return RawSocket.frame(0x80 | RawSocket.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The status of the answer to a handshake; -1 when there is none. */
  static int handshake(int port, String request) {
    try (var socket = new RawSocket(port, request)) {
      return socket.status();
    } catch (IOException e) {
      return -1;
    }
  }
}
