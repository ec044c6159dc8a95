package dev.wardstream.edge.undertow;

import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.SocketContext;
import dev.wardstream.edge.socket.SocketSession;
import dev.wardstream.edge.socket.Traceparent;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * One JSR 356 connection. Its own receiver takes the place of the JSR message handlers: messages
 * reach the session on the I/O thread, with limits, and without a class loader switch per message.
 */
final class JsrSocket extends jakarta.websocket.Endpoint {
  private final Endpoint endpoint;
  private final SocketContext context;
  private final OpenSockets open;
  private final IoLoops loops;
  private @Nullable UndertowWire wire;
  private @Nullable SocketSession session;

  JsrSocket(Endpoint endpoint, SocketContext context, OpenSockets open, IoLoops loops) {
    this.endpoint = endpoint;
    this.context = context;
    this.open = open;
    this.loops = loops;
  }

  @Override
  public void onOpen(Session upgraded, EndpointConfig config) {
    var undertow = (UndertowSession) upgraded;
    var bearer = Bearer.of(undertow);
    var newWire = UndertowWire.of(undertow, loops);
    var newSession = new SocketSession(context, endpoint, newWire, bearer.seat());
    wire = newWire;
    session = newSession;
    undertow.setReceiveListener(new Receiver(newSession, newWire, context.limits().messageBytes()));
    newSession.traced(Traceparent.bytes(bearer.traceparent()));
    newWire.execute(() -> newSession.opened(bearer.verified(), bearer.origin()));
    open.add(this);
  }

  @Override
  public void onClose(Session closed, CloseReason reason) {
    open.remove(this);
    var known = session;
    if (known != null) {
      known.ended();
    }
  }

  /**
   * The standing of a subject has changed: lets the session look, on its I/O thread, if it is
   * theirs. A session that authenticates at this moment looks by itself.
   */
  void reconsider(String subject) {
    var knownWire = wire;
    var known = session;
    if (knownWire != null && known != null && known.isOf(subject)) {
      knownWire.execute(known::reconsider);
    }
  }

  /** Drains the session on its I/O thread. */
  void drain() {
    var knownWire = wire;
    var known = session;
    if (knownWire != null && known != null) {
      knownWire.execute(known::drain);
    }
  }
}
