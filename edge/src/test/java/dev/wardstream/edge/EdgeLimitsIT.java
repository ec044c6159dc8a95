package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.socket.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EdgeLimitsIT {

  @Test
  void closesWithoutHello() throws Exception {
    try (var edge = new TestEdge("HELLO_TIMEOUT", "PT0.2S");
        var socket = TestSocket.open(edge.server.port())) {
      assertThat(socket.closeCode()).isEqualTo(4503);
    }
  }

  @Test
  void closesAPeerThatDoesNotAnswerPingsAndKeepsOneThatDoes() throws Exception {
    try (var edge = new TestEdge("HEARTBEAT", "PT0.3S", "PONG_TIMEOUT", "PT0.3S");
        var mute = edge.greeted("mon-1");
        var alive = edge.greeted("mon-2")) {
      mute.answersPings = false;
      for (var i = 0; i < 8; i++) {
        assertThat(alive.readAny().opcode()).isEqualTo(TestSocket.PING);
        alive.send(TestSocket.PONG, new byte[0]);
      }
      assertThat(mute.closeCode()).isEqualTo(4002);
      alive.send("{\"id\":1,\"echo\":{}}");
      assertThat(alive.line()).contains("\"ok\"");
    }
  }

  @Test
  void acceptsExactlyTheConnectionsAllowed() throws Exception {
    var open = new ArrayList<TestSocket>();
    try (var edge = new TestEdge("MAX_CONNECTIONS", "3")) {
      for (var i = 0; i < 3; i++) {
        open.add(edge.greeted("mon-" + i));
      }
      try (var socket = TestSocket.open(edge.server.port())) {
        assertThat(socket.status()).isEqualTo(503);
        assertThat(socket.head()).contains("Retry-After: 5");
      }
      open.removeFirst().close();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            try (var socket = TestSocket.open(edge.server.port())) {
              return socket.status() == 101;
            }
          });
      for (var socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void stopsReadingWhileTooMuchIsUnanswered() throws Exception {
    try (var edge =
            new TestEdge(
                "PENDING_REQUESTS", "100", "DEVICE_RATE", "1000000", "CONNECTION_RATE", "1000000");
        var socket = edge.greeted("mon-1")) {
      var sent =
          CompletableFuture.supplyAsync(() -> socket.sendAll("{\"id\":1,\"hold\":{}}", 5000));
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> edge.echo.served.get() >= 100);
      Awaitility.await()
          .during(Duration.ofMillis(300))
          .atMost(Duration.ofSeconds(20))
          .until(() -> edge.echo.served.get() <= 101);
      while (edge.echo.served.get() < 5000 || !edge.echo.held.isEmpty()) {
        var reply = edge.echo.held.poll();
        if (reply != null) {
          reply.ok(Json.bytes("{}"));
        }
      }
      assertThat(sent.join()).isEqualTo(5000);
      for (var i = 0; i < 5000; i++) {
        assertThat(socket.line()).isEqualTo("{\"id\":1,\"ok\":{}}");
      }
    }
  }

  @Test
  void cutsAPeerThatDoesNotReadItsAnswers() throws Exception {
    try (var edge =
            new TestEdge(
                "WRITE_TIMEOUT",
                "PT0.5S",
                "DRAIN_TIMEOUT",
                "PT0.5S",
                "DEVICE_RATE",
                "1000000",
                "CONNECTION_RATE",
                "1000000",
                "DEVICE_BYTE_RATE",
                "1000000000",
                "CONNECTION_BYTE_RATE",
                "1000000000",
                "ADDRESS_RATE",
                "1000000",
                "ADDRESS_BYTE_RATE",
                "1000000000");
        var socket = edge.greeted("mon-1")) {
      var field = "\"" + "x".repeat(200) + "\":1";
      var frame = "{\"id\":1,\"echo\":{" + field + "}}";
      assertThat(socket.sendAll(frame, 1_000_000)).isLessThan(1_000_000);
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> edge.echo.closed.get() == 1);
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> edge.server.connections() == 0);
    }
  }

  @Test
  void drainsWithPendingAnswersFinished() throws Exception {
    var edge = new TestEdge();
    try (var socket = edge.greeted("mon-1")) {
      socket.send("{\"id\":9,\"hold\":{}}");
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !edge.echo.held.isEmpty());
      var closing = CompletableFuture.runAsync(edge::close);
      assertThat(socket.line())
          .matches(
              "\\{\"bye\":\\{\"code\":4000,\"reason\":\"DRAINING\",\"resume\":true,"
                  + "\"afterMs\":[0-9]+}}");
      edge.echo.held.remove().ok(Json.bytes("{}"));
      assertThat(socket.line()).isEqualTo("{\"id\":9,\"ok\":{}}");
      assertThat(socket.line()).isEqualTo("closed 4000");
      closing.join();
    }
  }
}
