package dev.wardstream.fuzz;

import dev.wardstream.edge.socket.OutgoingBuffer;
import dev.wardstream.edge.socket.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A socket that takes everything at once and remembers the lines. */
final class RecordingWire implements Wire {
  private static final int MESSAGE_BYTES = 64 << 10;

  private final List<byte[]> lines = new ArrayList<>();
  private final OutgoingBuffer message = new OutgoingBuffer(MESSAGE_BYTES);
  private boolean closed;

  List<byte[]> lines() {
    return lines;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public OutgoingBuffer message() {
    return message;
  }

  @Override
  public void send(ByteBuffer message, Sent sent) {
    int start = message.position();
    for (int i = start; i <= message.limit(); i++) {
      if (i == message.limit() || message.get(i) == '\n') {
        if (i > start) {
          byte[] line = new byte[i - start];
          message.get(start, line);
          lines.add(line);
        }
        start = i + 1;
      }
    }
    sent.ended(true);
  }

  @Override
  public void ping() {}

  @Override
  public void close(int code, String reason) {
    closed = true;
  }

  @Override
  public void abort() {
    closed = true;
  }

  @Override
  public void suspendReads() {}

  @Override
  public void resumeReads() {}

  @Override
  public void execute(Runnable step) {
    step.run();
  }

  @Override
  public Runnable waker(Runnable step) {
    return step;
  }

  @Override
  public void schedule(Runnable step, Duration after) {}

  @Override
  public String address() {
    return "127.0.0.1";
  }
}
