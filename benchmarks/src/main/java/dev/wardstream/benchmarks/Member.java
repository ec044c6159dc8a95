// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One subscriber of a {@link Crowd}; its thread only. */
final class Member {
  private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
  private static final byte[] SEQ = ascii("\"seq\":");
  private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int RECEIVE_BYTES = 1 << 16;

  private enum Phase {
    UPGRADING,
    WAITING,
    READY
  }

  private final Crowd crowd;
  private final Crowd.Door door;
  private final int number;
  private final long began = System.nanoTime();
  private final byte[] readySign;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final StringBuilder head = new StringBuilder();
  private Phase phase = Phase.UPGRADING;
  private int matched;
  private long sentMicros;
  private int headerBytes;
  private int headerLength;
  private int opcode;
  private long announced;
  private long left;
  private long frames;

  Member(Crowd crowd, Crowd.Door door, int number, Selector selector) throws IOException {
    this.crowd = crowd;
    this.door = door;
    this.number = number;
    readySign = ascii(door.ready());
    channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    if (channel.connect(door.address())) {
      connected();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void connected() throws IOException {
    channel.finishConnect();
    key.interestOps(SelectionKey.OP_READ);
    write(ascii(door.request()));
  }

  /** What fits into an empty socket buffer. */
  private void write(byte[] bytes) throws IOException {
    channel.write(ByteBuffer.wrap(bytes));
  }

  boolean read(ByteBuffer buffer) throws IOException {
    return channel.read(buffer) >= 0;
  }

  void stall() {
    key.interestOps(0);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException _) {
      return; // it was gone before
    }
  }

  /** The server's answer, when it did not upgrade; else how the connection ended. */
  String why() {
    return phase == Phase.UPGRADING ? head.toString() : "with opcode " + opcode;
  }

  void take(ByteBuffer bytes) throws IOException {
    long slashes = 0;
    frames = 0;
    while (bytes.hasRemaining()) {
      if (phase == Phase.UPGRADING) {
        upgrade(bytes.get());
      } else if (left == 0) {
        header(bytes.get());
      } else {
        int count = (int) Math.min(left, bytes.remaining());
        slashes += payload(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        left -= count;
      }
    }
    crowd.counted(slashes, frames);
  }

  private void upgrade(byte next) throws IOException {
    head.append((char) next);
    if (match(END_OF_HEAD, next)) {
      if (head.indexOf("HTTP/1.1 101") != 0) {
        throw new IOException("no upgrade");
      }
      phase = Phase.WAITING;
      matched = 0;
      head.setLength(0);
      head.trimToSize();
      var first = door.first().apply(number);
      if (!first.isEmpty()) {
        write(RawSocket.frame(ascii(first)));
      }
    }
  }

  private void header(byte next) throws IOException {
    switch (headerBytes++) {
      case 0 -> opcode = next & 0x0f;
      case 1 -> {
        int length = next & 0x7f;
        headerLength = length == 127 ? 10 : length == 126 ? 4 : 2;
        announced = length < 126 ? length : 0;
      }
      default -> announced = (announced << 8) | (next & 0xff);
    }
    if (headerBytes >= 2 && headerBytes == headerLength) {
      headerBytes = 0;
      left = announced;
      begin();
    }
  }

  private void begin() throws IOException {
    if (opcode == PING) {
      write(PONG);
    } else if (opcode == CLOSE) {
      throw new IOException("closed");
    } else {
      frames++;
    }
  }

  private long payload(ByteBuffer part) {
    if (phase == Phase.WAITING) {
      awaitSign(part.duplicate());
    } else if (crowd.isTiming()) {
      time(part.duplicate());
    }
    return Slashes.count(part);
  }

  private void awaitSign(ByteBuffer part) {
    while (part.hasRemaining()) {
      if (match(readySign, part.get())) {
        phase = Phase.READY;
        matched = 0;
        crowd.arrived((System.nanoTime() - began) / 1_000);
        return;
      }
    }
  }

  private void time(ByteBuffer part) {
    long now = System.nanoTime() / 1_000;
    while (part.hasRemaining()) {
      byte next = part.get();
      if (matched < SEQ.length) {
        match(SEQ, next);
        if (matched == 0) {
          continue;
        }
        sentMicros = 0;
      } else if (next >= '0' && next <= '9') {
        sentMicros = sentMicros * 10 + next - '0';
      } else {
        matched = 0;
        crowd.delays().recordValue(Math.max(0, now - sentMicros));
      }
    }
  }

  /** One byte on; true when the text is complete. Its first byte does not come again in it. */
  private boolean match(byte[] text, byte next) {
    matched = next == text[matched] ? matched + 1 : next == text[0] ? 1 : 0;
    return matched == text.length;
  }
}
