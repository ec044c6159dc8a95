package dev.wardstream.edge.undertow;

import dev.wardstream.edge.socket.Wire;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/** A {@link Wire} over one Undertow channel. */
final class UndertowWire implements Wire {
  private final WebSocketChannel channel;
  private final String address;

  UndertowWire(WebSocketChannel channel) {
    this.channel = channel;
    address = channel.getSourceAddress().getAddress().getHostAddress();
  }

  @Override
  public void send(ByteBuffer message, Sent sent) {
    WebSockets.sendText(message, channel, CALLBACK, sent);
  }

  private static final WebSocketCallback<Sent> CALLBACK =
      new WebSocketCallback<>() {
        @Override
        public void complete(WebSocketChannel channel, Sent sent) {
          sent.ended(true);
        }

        @Override
        public void onError(WebSocketChannel channel, Sent sent, Throwable cause) {
          sent.ended(false);
        }
      };

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
