package dev.wardstream.benchmarks;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.net.InetSocketAddress;

/** The baseline of the edge: a bare JSR echo on Undertow, one answer per message. */
final class EchoPart {
  private EchoPart() {}

  /** Answers each text message with itself. */
  @ServerEndpoint("/echo")
  public static final class Echo {
    @OnMessage(maxMessageSize = 65536)
    public void text(String message, Session session) {
      session.getAsyncRemote().sendText(message, _ -> {});
    }
  }

  static void main() throws ServletException {
    var sockets = new WebSocketDeploymentInfo().addEndpoint(Echo.class);
    var deployment =
        Servlets.deployment()
            .setClassLoader(EchoPart.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("echo")
            .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets);
    var manager = Servlets.defaultContainer().addDeployment(deployment);
    manager.deploy();
    var server =
        Undertow.builder()
            .setIoThreads(2)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(manager.start())
            .build();
    server.start();
    var address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    Child.serve("ws://127.0.0.1:" + address.getPort() + "/echo");
    server.stop();
  }
}
