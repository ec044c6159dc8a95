package dev.wardstream.edge.undertow;

import dev.wardstream.edge.socket.Incoming;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;

/** Hands what one channel receives to its session, on the I/O thread. */
class Receiver extends AbstractReceiveListener {
  private static final int PINGS_PER_MINUTE = 60;

  private final Incoming incoming;
  private final UndertowWire wire;
  private final int messageBytes;
  private boolean complete;
  private final WebSocketCallback<BufferedBinaryMessage> textRead =
      new WebSocketCallback<>() {
        @Override
        public void complete(WebSocketChannel channel, BufferedBinaryMessage message) {
          received(message);
        }

        @Override
        public void onError(
            WebSocketChannel channel, BufferedBinaryMessage message, Throwable cause) {
          message.getData().close();
          Receiver.this.onError(channel, cause);
        }
      };

  Receiver(Incoming incoming, UndertowWire wire, int messageBytes) {
    this.incoming = incoming;
    this.wire = wire;
    this.messageBytes = messageBytes;
  }

  @Override
  protected long getMaxTextBufferSize() {
    return messageBytes;
  }

  @Override
  protected long getMaxBinaryBufferSize() {
    return messageBytes;
  }

  @Override
  protected int getMaxPingsPerWindow() {
    return PINGS_PER_MINUTE;
  }

  /** Reads text as the bytes it is; the channel has checked by then that they are UTF-8. */
  @Override
  protected void onText(WebSocketChannel channel, StreamSourceFrameChannel frames) {
    complete = false;
    new BufferedBinaryMessage(messageBytes, true).read(frames, textRead);
    if (!complete) {
      incoming.began();
    }
  }

  @Override
  protected void onBinary(WebSocketChannel channel, StreamSourceFrameChannel frames)
      throws IOException {
    complete = false;
    super.onBinary(channel, frames);
    if (!complete) {
      incoming.began();
    }
  }

  private void received(BufferedBinaryMessage message) {
    complete = true;
    var pooled = message.getData();
    var length = 0;
    for (var part : pooled.getResource()) {
      length += part.remaining();
    }
    var utf8 = new byte[length];
    var at = 0;
    for (var part : pooled.getResource()) {
      var count = part.remaining();
      part.get(utf8, at, count);
      at += count;
    }
    pooled.close();
    wire.guarded(() -> incoming.received(utf8, utf8.length));
  }

  @Override
  protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
    complete = true;
    message.getData().free();
    wire.guarded(incoming::receivedBinary);
  }

  @Override
  protected void onFullPongMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
    message.getData().free();
    wire.guarded(incoming::heard);
  }
}
