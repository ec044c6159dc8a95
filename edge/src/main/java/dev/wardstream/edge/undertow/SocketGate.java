package dev.wardstream.edge.undertow;

import dev.wardstream.edge.access.Certificates;
import dev.wardstream.edge.limit.Seats;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.SocketContext;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All WebSocket endpoints of one server as one HTTP handler, and the sockets they have open. */
public class SocketGate {
  private static final String FRAMES = "io.undertow.websockets.core.WEB_SOCKETS_MAX_READ_FRAMES";

  private final OpenSockets open = new OpenSockets();
  private final SocketContext context;
  private final Seats seats;
  private final IoLoops loops;

  public SocketGate(SocketContext context) {
    this.context = context;
    seats = new Seats(context.limits().caps(), context.limits().rates());
    loops = new IoLoops(context.limits().messageBytes());
    context.metrics().greeting(seats);
    context.tokens().standing().listen(open::reconsider);
  }

  /**
   * The handler that upgrades requests for these endpoints; others must not reach it.
   *
   * @param origins allowed origins, exact; a request without an origin is allowed
   * @param certificates of peers that have one; null when none are asked for
   */
  public HttpHandler handler(
      List<Endpoint> endpoints, Set<String> origins, @Nullable Certificates certificates) {
    System.setProperty(
        FRAMES, Integer.toString(framesPerMessage())); // the library has no other way to set it
    var sockets =
        new WebSocketDeploymentInfo()
            .setDispatchToWorkerThread(false)
            .setBuffers(new DefaultByteBufferPool(true, 16 << 10));
    for (var endpoint : endpoints) {
      sockets.addEndpoint(
          ServerEndpointConfig.Builder.create(jakarta.websocket.Endpoint.class, endpoint.path())
              .configurator(new Opening(endpoint))
              .build());
    }
    var deployment =
        Servlets.deployment()
            .setClassLoader(SocketGate.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("sockets")
            .setSecurityDisabled(true)
            .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets);
    var manager = Servlets.newContainer().addDeployment(deployment);
    manager.deploy();
    try {
      return new StrictHandshake(manager.start(), context, origins, certificates, seats);
    } catch (ServletException e) {
      throw new IllegalStateException("the WebSocket endpoints cannot be deployed", e);
    }
  }

  /** Places of the server, for sockets and pages. */
  public Seats seats() {
    return seats;
  }

  /** What all connections of the server share. */
  public SocketContext context() {
    return context;
  }

  int framesPerMessage() {
    return 256;
  }

  /** One connection of an endpoint, as the library wants it. */
  jakarta.websocket.Endpoint socket(Endpoint endpoint) {
    return new JsrSocket(endpoint, context, open, loops);
  }

  /** Asks every open socket to finish and close, and every one that opens from now on. */
  public void drain() {
    open.drain();
  }

  /** Sockets that are open now. */
  public int open() {
    return open.size();
  }

  private final class Opening extends ServerEndpointConfig.Configurator {
    private final Endpoint endpoint;

    Opening(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(socket(endpoint));
    }
  }
}
