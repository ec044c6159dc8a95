package dev.wardstream.edge.socket;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The message a session is building or sending. Owned by the connection's I/O thread; grows as
 * needed and gives large memory back once it is sent.
 */
final class OutgoingBuffer implements OutgoingMessage {
  private static final int INITIAL = 512;
  private static final int KEPT = 8 << 10;

  private final int full;
  private byte[] bytes = new byte[INITIAL];
  private int length;

  OutgoingBuffer(int full) {
    this.full = full;
  }

  @Override
  public int remaining() {
    return full - length;
  }

  @Override
  public void append(byte[] utf8) {
    append(utf8, 0, utf8.length);
  }

  @Override
  public void append(byte[] utf8, int offset, int count) {
    if (bytes.length - length < count + 1) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count + 1));
    }
    System.arraycopy(utf8, offset, bytes, length, count);
    length += count;
  }

  @Override
  public void endLine() {
    append(NEWLINE);
  }

  private static final byte[] NEWLINE = {'\n'};

  boolean isEmpty() {
    return length == 0;
  }

  int length() {
    return length;
  }

  void reset() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[INITIAL];
    }
  }

  /** The message without its last line feed. */
  ByteBuffer message() {
    var end = length > 0 && bytes[length - 1] == '\n' ? length - 1 : length;
    return ByteBuffer.wrap(bytes, 0, end);
  }
}
