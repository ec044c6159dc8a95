package dev.wardstream.edge.undertow;

import dev.wardstream.edge.socket.OutgoingBuffer;
import dev.wardstream.edge.socket.Wire;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.jsr.UndertowSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/** A {@link Wire} over one Undertow channel. */
final class UndertowWire implements Wire {
  private static final int FINAL_TEXT = 0x81;
  private static final int ONE_BYTE = 125;
  private static final int TWO_BYTES = 0xffff;

  private final WebSocketChannel channel;
  private final FrameConduit frames;
  private final IoLoop loop;
  private final String address;

  private UndertowWire(WebSocketChannel channel, FrameConduit frames, IoLoop loop) {
    this.channel = channel;
    this.frames = frames;
    this.loop = loop;
    address = channel.getSourceAddress().getAddress().getHostAddress();
  }

  /** The wire of a socket that has just been upgraded, with a {@link Bearer}. */
  static UndertowWire of(UndertowSession upgraded, IoLoops loops) {
    var channel = upgraded.getWebSocketChannel();
    var frames = FrameConduit.under(Bearer.of(upgraded).connection().getSinkChannel());
    return new UndertowWire(channel, frames, loops.of(channel.getIoThread()));
  }

  @Override
  public OutgoingBuffer message() {
    return loop.message();
  }

  @Override
  public void send(ByteBuffer message, Sent sent) {
    if (channel.isCloseFrameSent() || channel.isCloseFrameReceived()) {
      sent.ended(false);
    } else {
      frames.send(framed(message), sent);
    }
  }

  /** Puts the header of RFC 6455 §5.2 before it: one unmasked frame, whatever its length. */
  private static ByteBuffer framed(ByteBuffer message) {
    var length = message.remaining();
    var at = message.position();
    if (length <= ONE_BYTE) {
      at -= 2;
      message.put(at + 1, (byte) length);
    } else if (length <= TWO_BYTES) {
      at -= 4;
      message.put(at + 1, (byte) 126).putShort(at + 2, (short) length);
    } else {
      at -= 10;
      message.put(at + 1, (byte) 127).putLong(at + 2, length);
    }
    return message.put(at, (byte) FINAL_TEXT).position(at);
  }

  @Override
  public void ping() {
    WebSockets.sendPing(ByteBuffer.allocate(0), channel, null);
  }

  @Override
  public void close(int code, String reason) {
    WebSockets.sendClose(new CloseMessage(code, reason).toByteBuffer(), channel, null);
  }

  @Override
  public void abort() {
    IoUtils.safeClose(channel);
  }

  @Override
  public void suspendReads() {
    channel.suspendReceives();
  }

  @Override
  public void resumeReads() {
    channel.resumeReceives();
  }

  @Override
  public void execute(Runnable step) {
    try {
      channel.getIoThread().execute(() -> guarded(step));
    } catch (RejectedExecutionException e) {
      abort(); // the server has stopped
    }
  }

  @Override
  public Runnable waker(Runnable step) {
    Runnable guarded = () -> guarded(step);
    return () -> {
      try {
        loop.wake(guarded);
      } catch (RejectedExecutionException e) {
        abort(); // the server has stopped
      }
    };
  }

  @Override
  public void schedule(Runnable step, Duration after) {
    try {
      channel
          .getIoThread()
          .executeAfter(() -> guarded(step), after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      abort(); // the server has stopped
    }
  }

  @Override
  public String address() {
    return address;
  }

  /** Runs a step; one that fails by a bug ends the connection instead of leaving it wedged. */
  void guarded(Runnable step) {
    var completed = false;
    try {
      step.run();
      completed = true;
    } finally {
      if (!completed) {
        abort();
      }
    }
  }
}
