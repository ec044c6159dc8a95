package dev.wardstream.edge;

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
 * A WebSocket client that can also misbehave: it writes any bytes as frames and reads frame by
 * frame. Pings are answered while reading. Used by one thread.
 */
final class TestSocket implements AutoCloseable {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int TIMEOUT_MILLIS = 20_000;

  /** A frame from the server. The end of the connection is a frame with opcode -1. */
  record Frame(int opcode, ByteBuffer data) {
    String text() {
      return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    }

    int closeCode() {
      return opcode == CLOSE && data.hasRemaining() ? data.getShort(0) & 0xFFFF : opcode;
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final String head;
  boolean answersPings = true;

  TestSocket(int port, String request) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    write(request.getBytes(StandardCharsets.ISO_8859_1));
    head = readHead();
  }

  static TestSocket open(int port, String... headers) throws IOException {
    return new TestSocket(port, upgrade("/v1/echo", headers));
  }

  static String upgrade(String path, String... headers) {
    var more = new StringBuilder();
    for (var header : headers) {
      more.append(header).append("\r\n");
    }
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + more
        + "\r\n";
  }

  private String readHead() throws IOException {
    var bytes = new StringBuilder();
    while (bytes.indexOf("\r\n\r\n") < 0) {
      var next = in.read();
      if (next < 0) {
        break;
      }
      bytes.append((char) next);
    }
    return bytes.toString();
  }

  /** The HTTP answer: status line and headers. */
  String head() {
    return head;
  }

  /** The rest of an HTTP answer, up to the end of the connection. */
  String body() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  int status() {
    return head.isEmpty() ? -1 : Integer.parseInt(head.substring(9, 12));
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** One masked frame; the mask is zero, so the payload travels as it is. */
  static byte[] frame(int firstByte, byte[] payload) {
    var frame = ByteBuffer.allocate(payload.length + 14).put((byte) firstByte);
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    frame.putInt(0).put(payload).flip();
    var bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  void send(int opcode, byte[] payload) throws IOException {
    write(frame(FIN | opcode, payload));
  }

  /** Sends one text again and again; how often until the connection was cut. */
  int sendAll(String text, int times) {
    for (var i = 0; i < times; i++) {
      try {
        send(text);
      } catch (IOException e) {
        return i;
      }
    }
    return times;
  }

  /** Writes again and again until that fails. */
  void writeUntilRefused(byte[] bytes, int times) {
    for (var i = 0; i < times; i++) {
      try {
        write(bytes);
      } catch (IOException e) {
        return;
      }
    }
  }

  void send(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next frame; the connection's end has opcode -1. */
  Frame read() throws IOException {
    while (true) {
      var frame = readAny();
      if (frame.opcode() == PING && answersPings) {
        send(PONG, frame.data().array());
      } else if (frame.opcode() == CLOSE) {
        writeUntilRefused(frame(FIN | CLOSE, frame.data().array()), 1);
        return frame;
      } else {
        return frame;
      }
    }
  }

  /** The next frame; pings are not answered. */
  Frame readAny() throws IOException {
    try {
      var first = in.readUnsignedByte();
      var length = in.readUnsignedByte() & 127;
      var size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
      var data = new byte[Math.toIntExact(size)];
      in.readFully(data);
      return new Frame(first & 15, ByteBuffer.wrap(data));
    } catch (EOFException | SocketException e) {
      return new Frame(-1, ByteBuffer.allocate(0));
    }
  }

  /** The next JSON line; a close frame or the end reads as {@code closed CODE}. */
  String line() throws IOException {
    while (lines.isEmpty()) {
      var frame = read();
      if (frame.opcode() == TEXT) {
        lines.addAll(frame.text().lines().toList());
      } else if (frame.opcode() == CLOSE || frame.opcode() == -1) {
        return "closed " + frame.closeCode();
      }
    }
    return lines.remove();
  }

  /** Reads lines until the connection closes; returns the close code, or -1 without one. */
  int closeCode() throws IOException {
    var line = line();
    while (!line.startsWith("closed ")) {
      line = line();
    }
    return Integer.parseInt(line.substring(7));
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
