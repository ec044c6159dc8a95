package dev.wardstream.it.node;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * A client of {@code /v1/ingest} that writes any bytes and reads JSON lines. Answers pings while it
 * reads. One thread may write while another reads.
 */
public final class RawSocket implements AutoCloseable {
  public static final int TEXT = 1;
  public static final int PING = 9;
  private static final int CLOSE = 8;
  private static final int PONG = 10;
  private static final int FIN = 0x80;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int SEND_BUFFER = 32 << 10;

  private final Socket socket;
  private final DataInputStream in;
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final String head;

  /** Connects, writes, and reads the head of the answer. */
  public RawSocket(int port, String request) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.setSendBufferSize(SEND_BUFFER); // so that it is noticed when the server does not read
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    write(request.getBytes(StandardCharsets.ISO_8859_1));
    head = readHead();
  }

  /** Asks for an upgrade with more headers. */
  public static RawSocket open(int port, String... headers) throws IOException {
    return new RawSocket(port, upgrade(headers));
  }

  /** The request for an upgrade. */
  public static String upgrade(String... headers) {
    return "GET /v1/ingest HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + String.join("\r\n", headers)
        + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
  }

  private String readHead() throws IOException {
    var bytes = new StringBuilder();
    try {
      while (bytes.indexOf("\r\n\r\n") < 0) {
        bytes.append((char) in.readUnsignedByte());
      }
    } catch (EOFException | SocketException e) {
      return bytes.toString();
    }
    return bytes.toString();
  }

  public String head() {
    return head;
  }

  /** The status of the answer; -1 without one. */
  public int status() {
    return head.length() < 12 ? -1 : Integer.parseInt(head.substring(9, 12));
  }

  public synchronized void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** One text message. */
  public void send(String text) throws IOException {
    write(frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** One masked frame; the mask is zero. */
  public static byte[] frame(int firstByte, byte[] payload) {
    var frame = ByteBuffer.allocate(payload.length + 14).put((byte) firstByte);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload).flip();
    var bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  /**
   * The next JSON line; a close frame reads as {@code closed CODE}, the end as {@code closed -1}.
   */
  public String line() throws IOException {
    while (lines.isEmpty()) {
      try {
        int opcode = in.readUnsignedByte() & 15;
        int length = in.readUnsignedByte() & 127;
        int size =
            length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        received(opcode, in.readNBytes(size));
      } catch (EOFException | SocketException e) {
        return "closed -1";
      }
    }
    return lines.remove();
  }

  private void received(int opcode, byte[] data) throws IOException {
    switch (opcode) {
      case TEXT -> lines.addAll(new String(data, StandardCharsets.UTF_8).lines().toList());
      case PING -> write(frame(FIN | PONG, data));
      case CLOSE ->
          lines.add("closed " + (data.length < 2 ? -1 : ByteBuffer.wrap(data).getShort() & 0xFFFF));
      default -> {}
    }
  }

  /** Reads lines until the end; the close code, or -1 without one. */
  public int closeCode() throws IOException {
    var line = line();
    while (!line.startsWith("closed ")) {
      line = line();
    }
    return Integer.parseInt(line.substring(7));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
