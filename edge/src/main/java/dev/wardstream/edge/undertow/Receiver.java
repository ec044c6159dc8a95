package dev.wardstream.edge.undertow;

import dev.wardstream.edge.socket.SocketSession;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;

/** Hands what one channel receives to its session, on the I/O thread. */
final class Receiver extends AbstractReceiveListener {
  private static final int PINGS_PER_MINUTE = 60;

  private final SocketSession session;
  private final UndertowWire wire;
  private final int messageBytes;
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

  Receiver(SocketSession session, UndertowWire wire, int messageBytes) {
    this.session = session;
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
    new BufferedBinaryMessage(messageBytes, true).read(frames, textRead);
  }

  private void received(BufferedBinaryMessage message) {
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
    wire.guarded(() -> session.received(utf8, utf8.length));
  }

  @Override
  protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
    message.getData().free();
    wire.guarded(session::receivedBinary);
  }

  @Override
  protected void onFullPongMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
    message.getData().free();
    session.heard();
  }
}
