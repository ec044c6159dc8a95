package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EdgePressureIT {
  private static final String[] SLOW = {"DEVICE_RATE", "50", "RATE_BURST", "PT0.2S"};
  private static final String UPGRADE = "Sec-WebSocket-Version: 13\r\n";

  /** 400 requests where 10 are granted at once and 50 in a second: each is answered. */
  @Test
  void answersWhatExceedsTheRateThenReadsMoreSlowlyAndLosesNothing() throws Exception {
    try (var edge = new TestEdge(SLOW);
        var socket = edge.greeted("mon-1");
        var other = edge.greeted("mon-2")) {
      var sending =
          CompletableFuture.supplyAsync(() -> socket.sendAll("{\"id\":1,\"echo\":{}}", 400));
      var served = 0;
      var refused = 0;
      for (var i = 0; i < 400; i++) {
        var line = socket.line();
        if (line.startsWith("{\"id\":1,\"ok\":")) {
          served++;
        } else {
          assertThat(line)
              .matches(
                  "\\{\"id\":1,\"error\":\\{\"code\":\"RATE\",.*\"retry\":true,\"afterMs\":[0-9]+}}");
          refused++;
        }
        if (i == 200) {
          other.send("{\"id\":2,\"echo\":{}}");
          assertThat(other.line()).startsWith("{\"id\":2,\"ok\":");
        }
      }
      assertThat(sending.join()).isEqualTo(400);
      assertThat(served).isEqualTo(edge.echo.served.get() - 1);
      assertThat(refused).isGreaterThan(100);
      assertThat(edge.metric("wardstream_edge_refusals_total{code=\"RATE\"}")).isEqualTo(refused);
      assertThat(edge.metric("wardstream_edge_pauses_total")).isPositive();
    }
  }

  @Test
  void stopsReadingAPeerThatFloodsWithPongs() throws Exception {
    try (var edge = new TestEdge(SLOW);
        var socket = edge.greeted("mon-1")) {
      socket.writeUntilRefused(TestSocket.frame(0x80 | TestSocket.PONG, new byte[0]), 300);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> edge.metric("wardstream_edge_pauses_total") > 0);
      socket.send("{\"id\":1,\"echo\":{}}");
      assertThat(socket.line()).as("read again, later").startsWith("{\"id\":1,");
    }
  }

  @Test
  void closesAMessageOfMoreRequestsThanMayBeUnanswered() throws Exception {
    try (var edge = new TestEdge("PENDING_REQUESTS", "100");
        var socket = edge.greeted("mon-1")) {
      socket.send("{\"id\":1,\"echo\":{}}\n".repeat(100));
      for (var i = 0; i < 100; i++) {
        assertThat(socket.line()).startsWith("{\"id\":1,\"ok\":");
      }
      socket.send("{\"id\":1,\"echo\":{}}\n".repeat(101));
      assertThat(socket.closeCode()).isEqualTo(4505);
    }
  }

  /** One byte now and then, in a frame and over fragments, with pongs in between. */
  @Test
  void closesAPeerThatDribbles() throws Exception {
    try (var edge = new TestEdge("MESSAGE_TIMEOUT", "PT0.5S");
        var socket = edge.greeted("mon-1");
        var fragments = edge.greeted("mon-2")) {
      var json = "{\"id\":1,\"echo\":{}}".getBytes(StandardCharsets.UTF_8);
      var frame = TestSocket.frame(0x80 | TestSocket.TEXT, json);
      socket.write(java.util.Arrays.copyOf(frame, frame.length - 1));
      fragments.write(TestSocket.frame(TestSocket.TEXT, json));
      fragments.send(TestSocket.PONG, new byte[0]);
      assertThat(socket.closeCode()).isEqualTo(4002);
      assertThat(fragments.closeCode()).isEqualTo(4002);
    }
  }

  @Test
  void socketsThatNeverSayHelloDoNotKeepOutDevices() throws Exception {
    var silent = new ArrayList<TestSocket>();
    try (var edge = new TestEdge("MAX_CONNECTIONS", "20", "MAX_GREETING_PER_ADDRESS", "5")) {
      for (var i = 0; i < 5; i++) {
        silent.add(TestSocket.open(edge.server.port()));
        assertThat(silent.getLast().status()).isEqualTo(101);
      }
      for (var i = 0; i < 30; i++) {
        try (var socket = TestSocket.open(edge.server.port())) {
          assertThat(socket.status()).isEqualTo(503);
          assertThat(socket.head()).contains("Retry-After:");
        }
      }
      assertThat(edge.metric("wardstream_edge_connections_greeting")).isEqualTo(5);
      var header = "Authorization: Bearer " + edge.token("mon-7");
      try (var device = TestSocket.open(edge.server.port(), header)) {
        assertThat(device.line()).startsWith("{\"hello\":");
      }
      silent.getFirst().send("{\"id\":0,\"hello\":{\"token\":\"" + edge.token("nurse") + "\"}}");
      assertThat(silent.getFirst().line()).startsWith("{\"id\":0,\"ok\":");
      assertThat(edge.metric("wardstream_edge_connections_greeting")).isEqualTo(4);
      try (var next = TestSocket.open(edge.server.port())) {
        assertThat(next.status()).as("the place of the one who has greeted").isEqualTo(101);
      }
      for (var socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void oneSubjectHasSoManyConnections() throws Exception {
    try (var edge = new TestEdge("MAX_PER_PRINCIPAL", "2");
        var _ = edge.greeted("nurse");
        var _ = edge.greeted("nurse");
        var third = TestSocket.open(edge.server.port())) {
      third.send("{\"id\":0,\"hello\":{\"token\":\"" + edge.token("nurse") + "\"}}");
      assertThat(third.line()).startsWith("{\"id\":0,\"error\":{\"code\":\"RATE\"");
      assertThat(third.closeCode()).isEqualTo(4505);
      var header = "Authorization: Bearer " + edge.token("nurse");
      try (var fourth = TestSocket.open(edge.server.port(), header)) {
        assertThat(fourth.status()).isEqualTo(503);
      }
      try (var other = edge.greeted("doctor")) {
        other.send("{\"id\":1,\"echo\":{}}");
        assertThat(other.line()).contains("\"ok\"");
      }
    }
  }

  /** Only a configured proxy is believed whom it speaks for. */
  @Test
  void anAddressIsThatOfTheConnectionUnlessAProxyNamesIt() throws Exception {
    var forged = List.of("X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 192.0.2.2");
    try (var edge = new TestEdge("MAX_PER_ADDRESS", "1");
        var _ = TestSocket.open(edge.server.port(), forged.get(0));
        var second = TestSocket.open(edge.server.port(), forged.get(1))) {
      assertThat(second.status()).isEqualTo(503);
    }
    try (var edge = new TestEdge("MAX_PER_ADDRESS", "1", "PROXIES", "127.0.0.1");
        var _ = TestSocket.open(edge.server.port(), forged.get(0));
        var second = TestSocket.open(edge.server.port(), forged.get(1));
        var again = TestSocket.open(edge.server.port(), "X-Forwarded-For: 192.0.2.9, 192.0.2.2")) {
      assertThat(second.status()).isEqualTo(101);
      assertThat(again.status()).as("the proxy's own entry is the last").isEqualTo(503);
    }
  }

  /** A header that never ends, and a connection that never begins. */
  @Test
  void closesSlowHandshakes() throws Exception {
    try (var edge = new TestEdge();
        var socket =
            new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), edge.server.port())) {
      socket.setSoTimeout(20_000);
      var head = TestSocket.upgrade("/v1/echo");
      var part = head.substring(0, head.indexOf(UPGRADE));
      socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(socket.getInputStream().read()).as("cut, without an answer").isEqualTo(-1);
    }
  }
}
