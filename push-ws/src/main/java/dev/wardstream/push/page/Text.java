package dev.wardstream.push.page;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of a response under construction; grows as needed. I/O thread only. */
final class Text {
  private static final int INITIAL = 512;
  private static final int KEPT = 8 << 10;

  private byte[] bytes = new byte[INITIAL];
  private int length;

  int length() {
    return length;
  }

  void append(byte[] from) {
    append(from, 0, from.length);
  }

  void append(byte[] from, int offset, int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  void append(Text other) {
    append(other.bytes, 0, other.length);
  }

  /** The line from a position to the end; valid until the next append. */
  Line line(int start) {
    return new Line(bytes, start, length);
  }

  /** All of it; valid until the next {@link #reset}. */
  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** Forgets everything, and gives large memory back. */
  void reset() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[INITIAL];
    }
  }
}
