package dev.wardstream.edge.undertow;

import dev.wardstream.edge.socket.SocketSession;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import java.nio.charset.StandardCharsets;

/** Hands what one channel receives to its session, on the I/O thread. */
final class Receiver extends AbstractReceiveListener {
  private static final int PINGS_PER_MINUTE = 60;

  private final SocketSession session;
  private final UndertowWire wire;
  private final int messageBytes;

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

  @Override
  protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
    var utf8 = message.getData().getBytes(StandardCharsets.UTF_8);
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
