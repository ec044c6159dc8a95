package dev.wardstream.edge.undertow;

import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.socket.Conversation;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.Incoming;
import dev.wardstream.edge.socket.OutgoingBuffer;
import dev.wardstream.edge.socket.Peer;
import dev.wardstream.edge.socket.SocketContext;
import dev.wardstream.edge.socket.SocketLimits;
import dev.wardstream.edge.socket.SocketMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.undertow.Undertow;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Handshake, receiver and wire of the edge with an echo behind them instead of a conversation, and
 * with the sizes of the conformance suite: messages of 16 MiB in any number of fragments. A process
 * of its own, because the library reads the limit of fragments once. Prints its port; ends with its
 * standard input.
 */
final class EchoServer extends SocketGate {
  private static final int MESSAGE_BYTES = 17 << 20;

  private final IoLoops loops;

  private EchoServer(SocketContext context) {
    super(context);
    loops = new IoLoops(context.limits().messageBytes());
  }

  static void main() throws IOException {
    var settings = Map.of("MESSAGE_BYTES", "16777216");
    var context =
        new SocketContext(
            SocketLimits.from(Settings.of("", settings)),
            TokenMint.temporary(TokenRules.from(Settings.of("", Map.of())), InstantSource.system())
                .verifier(),
            Runnable::run,
            InstantSource.system(),
            new SocketMetrics(new SimpleMeterRegistry()),
            RefusalLog.NONE);
    var handler = new EchoServer(context).handler(List.of(new Echo()), Set.of(), null);
    var server = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(handler).build();
    server.start();
    var address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    System.out.println(address.getPort());
    while (System.in.read() >= 0) {
      // nothing is asked
    }
    server.stop();
  }

  @Override
  int framesPerMessage() {
    return Integer.MAX_VALUE;
  }

  @Override
  jakarta.websocket.Endpoint socket(Endpoint endpoint) {
    return new EchoSocket(loops);
  }

  /** Where it is; nobody converses here. */
  private static final class Echo implements Endpoint {
    @Override
    public String path() {
      return "/echo";
    }

    @Override
    public Conversation open(Peer peer) {
      throw new IllegalStateException("an echo has no conversation");
    }
  }

  private static final class EchoSocket extends jakarta.websocket.Endpoint {
    private final IoLoops loops;

    EchoSocket(IoLoops loops) {
      this.loops = loops;
    }

    @Override
    public void onOpen(Session upgraded, EndpointConfig config) {
      var session = (UndertowSession) upgraded;
      session.setReceiveListener(new EchoReceiver(UndertowWire.of(session, loops)));
    }
  }

  private static final class EchoReceiver extends Receiver {
    EchoReceiver(UndertowWire wire) {
      super(new Back(wire), wire, MESSAGE_BYTES);
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
      var data = message.getData();
      WebSockets.sendBinary(
          data.getResource(),
          channel,
          new WebSocketCallback<Void>() {
            @Override
            public void complete(WebSocketChannel done, Void context) {
              data.close();
            }

            @Override
            public void onError(WebSocketChannel failed, Void context, Throwable cause) {
              data.close();
            }
          });
    }
  }

  /** Sends text back, as a session does: one message at a time. */
  private static final class Back implements Incoming {
    private final UndertowWire wire;
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private boolean sending;

    Back(UndertowWire wire) {
      this.wire = wire;
    }

    @Override
    public void began() {}

    @Override
    public void received(byte[] utf8, int length) {
      var message = ByteBuffer.allocate(OutgoingBuffer.HEADROOM + length);
      message.position(OutgoingBuffer.HEADROOM).put(utf8, 0, length);
      waiting.add(message.position(OutgoingBuffer.HEADROOM));
      next();
    }

    private void next() {
      var message = sending ? null : waiting.poll();
      if (message != null) {
        sending = true;
        wire.send(
            message,
            _ -> {
              sending = false;
              next();
            });
      }
    }

    @Override
    public void receivedBinary() {}

    @Override
    public void heard() {}
  }
}
