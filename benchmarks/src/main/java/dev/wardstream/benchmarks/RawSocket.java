package dev.wardstream.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client that does as little as possible, so that the server is what is measured.
 * Frames are masked with a zero key; messages are handed over as the bytes that arrived.
 *
 * <p>One thread may write while another reads.
 */
final class RawSocket implements AutoCloseable {
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private final byte[] frame = new byte[1 << 17];

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
  }

  /** Connects and upgrades; with a token, also reads the server's hello. */
  static RawSocket open(URI server, @Nullable String token) throws IOException {
    var raw = new RawSocket(new Socket(server.getHost(), server.getPort()));
    raw.socket.setTcpNoDelay(true);
    raw.upgrade(server, token);
    if (token != null) {
      raw.read();
    }
    return raw;
  }

  /** The request that opens a WebSocket. */
  static String upgradeOf(URI server, @Nullable String token) {
    return """
    GET %s HTTP/1.1\r
    Host: %s:%d\r
    Upgrade: websocket\r
    Connection: Upgrade\r
    Sec-WebSocket-Key: %s\r
    Sec-WebSocket-Version: 13\r
    %s\r
    """
        .formatted(
            server.getPath(),
            server.getHost(),
            server.getPort(),
            Base64.getEncoder().encodeToString(new byte[16]),
            token == null ? "" : "Authorization: Bearer " + token + "\r\n");
  }

  private void upgrade(URI server, @Nullable String token) throws IOException {
    out.write(upgradeOf(server, token).getBytes(StandardCharsets.US_ASCII));
    var status = new StringBuilder();
    while (!status.toString().endsWith("\r\n\r\n")) {
      status.append((char) in.readUnsignedByte());
    }
    if (!status.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("no upgrade: " + status);
    }
  }

  /** Sends one text message of at most 64 KiB. */
  void write(byte[] payload) throws IOException {
    write(TEXT, payload);
  }

  /** A text message of less than 64 KiB as it goes over the wire. */
  static byte[] frame(byte[] payload) {
    int header = payload.length < 126 ? 6 : 8;
    var frame = ByteBuffer.allocate(payload.length + header).put((byte) (0x80 | TEXT));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    return frame.put(header, payload).array();
  }

  private synchronized void write(int opcode, byte[] payload) throws IOException {
    frame[0] = (byte) (0x80 | opcode);
    int at = 2;
    if (payload.length < 126) {
      frame[1] = (byte) (0x80 | payload.length);
    } else {
      frame[1] = (byte) (0x80 | 126);
      frame[2] = (byte) (payload.length >> 8);
      frame[3] = (byte) payload.length;
      at = 4;
    }
    frame[at] = frame[at + 1] = frame[at + 2] = frame[at + 3] = 0;
    System.arraycopy(payload, 0, frame, at + 4, payload.length);
    out.write(frame, 0, at + 4 + payload.length);
  }

  /** The next text message; answers pings on the way. */
  byte[] read() throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0x0f;
      long length = in.readUnsignedByte() & 0x7f;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      var payload = in.readNBytes((int) length);
      switch (opcode) {
        case PING -> write(PONG, payload);
        case CLOSE -> throw new IOException("closed: " + closeText(payload));
        case PONG -> {}
        default -> {
          return payload;
        }
      }
    }
  }

  private static String closeText(byte[] payload) {
    if (payload.length < 2) {
      return "no code";
    }
    int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    return code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
