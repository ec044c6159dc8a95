// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The baseline of the fan-out: a bare Undertow that sends each message of {@code /publish} to
 * everybody on {@code /subscribe}, and does nothing else.
 */
final class BroadcastPart {
  private static final Set<WebSocketChannel> SUBSCRIBERS = ConcurrentHashMap.newKeySet();

  private BroadcastPart() {}

  static void main() {
    WebSocketConnectionCallback subscribe =
        (_, channel) -> {
          SUBSCRIBERS.add(channel);
          channel.addCloseTask(SUBSCRIBERS::remove);
          channel.getReceiveSetter().set(new AbstractReceiveListener() {});
          channel.resumeReceives();
          WebSockets.sendText("\"live\":{", channel, null);
        };
    WebSocketConnectionCallback publish =
        (_, channel) -> {
          channel.getReceiveSetter().set(new Broadcast());
          channel.resumeReceives();
        };
    var server =
        Undertow.builder()
            .setIoThreads(2)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(
                Handlers.path()
                    .addExactPath("/subscribe", Handlers.websocket(subscribe))
                    .addExactPath("/publish", Handlers.websocket(publish)))
            .build();
    server.start();
    var address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    Child.serve("ws://127.0.0.1:" + address.getPort());
    server.stop();
  }

  private static final class Broadcast extends AbstractReceiveListener {
    @Override
    protected void onFullTextMessage(WebSocketChannel publisher, BufferedTextMessage message) {
      var bytes = ByteBuffer.wrap(message.getData().getBytes(StandardCharsets.UTF_8));
      SUBSCRIBERS.forEach(channel -> WebSockets.sendText(bytes.duplicate(), channel, null));
    }
  }
}
