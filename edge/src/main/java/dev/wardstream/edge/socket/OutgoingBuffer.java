// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.edge.socket;

import java.nio.ByteBuffer;

/**
 * The message that is being built. One serves all connections of an I/O thread: what is gathered in
 * a step is sent in the same step, so a connection that has nothing to say holds no buffer.
 *
 * <p>Owned by the I/O thread. Grows for a line that is larger than a full message, and gives that
 * back.
 */
public final class OutgoingBuffer implements OutgoingMessage {
  /** Bytes before the message, where the wire may put the header of its frame. */
  public static final int HEADROOM = 10;

  /** Room beyond a full message, for the end of the last line. */
  private static final int SLACK = 8 << 10;

  private final int full;
  private final ByteBuffer usual;
  private ByteBuffer bytes;

  /**
   * An empty one.
   *
   * @param full bytes of a full message
   */
  public OutgoingBuffer(int full) {
    this.full = full;
    usual = ByteBuffer.allocateDirect(HEADROOM + full + SLACK);
    bytes = usual;
    reset();
  }

  @Override
  public int remaining() {
    return full - length();
  }

  @Override
  public void append(byte[] utf8) {
    append(utf8, 0, utf8.length);
  }

  @Override
  public void append(byte[] utf8, int offset, int count) {
    room(count);
    bytes.put(utf8, offset, count);
  }

  @Override
  public void endLine() {
    room(1);
    bytes.put((byte) '\n');
  }

  private void room(int count) {
    if (bytes.remaining() < count) {
      var larger = ByteBuffer.allocate(Math.max(bytes.capacity() * 2, bytes.position() + count));
      bytes = larger.put(bytes.flip());
    }
  }

  boolean isEmpty() {
    return length() == 0;
  }

  int length() {
    return bytes.position() - HEADROOM;
  }

  void reset() {
    bytes = usual.clear().position(HEADROOM);
  }

  /** The message without its last line feed; what follows is {@link #reset}. */
  ByteBuffer message() {
    var end = bytes.position();
    if (end > HEADROOM && bytes.get(end - 1) == '\n') {
      end--;
    }
    return bytes.limit(end).position(HEADROOM);
  }
}
