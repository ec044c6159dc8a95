package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeServerIT {
  private final TestEdge edge = new TestEdge("ORIGINS", "https://ward.example");

  @AfterAll
  void stop() {
    edge.close();
  }

  private TestSocket greeted() throws Exception {
    return edge.greeted("mon-7");
  }

  @Test
  void greetsAndAnswersInAnyFieldOrder() throws Exception {
    try (var socket = greeted()) {
      socket.send("{\"echo\":{\"a\":1,\"b\":[]},\"id\":\"x\"}\n{\"id\":2e3,\"echo\":{},\"y\":1}\n");
      assertThat(socket.line()).isEqualTo("{\"id\":\"x\",\"ok\":{\"names\":\"a,b\"}}");
      assertThat(socket.line()).isEqualTo("{\"id\":2e3,\"ok\":{\"names\":\"\"}}");
    }
  }

  @Test
  void greetsUnaskedWhenTheUpgradeCarriesAToken() throws Exception {
    var header = "Authorization: Bearer " + edge.token("mon-7");
    try (var socket = TestSocket.open(edge.server.port(), header)) {
      assertThat(socket.line())
          .matches(
              "\\{\"hello\":\\{\"session\":\"s-[0-9a-f]+\",\"heartbeatMs\":15000,"
                  + "\"limits\":\\{\"messageBytes\":65536,\"subscriptions\":256},"
                  + "\"now\":\"[0-9T:.-]{23}Z\"}}");
    }
  }

  @Test
  void answersWhatIsSentBehindHelloInOrder() throws Exception {
    try (var socket = TestSocket.open(edge.server.port())) {
      var hello = "{\"id\":1,\"hello\":{\"token\":\"" + edge.token("mon-7") + "\"}}";
      socket.send(hello + "\n{\"id\":2,\"echo\":{}}");
      socket.send("{\"id\":3,\"echo\":{}}");
      assertThat(socket.line()).startsWith("{\"id\":1,\"ok\":{\"session\"");
      assertThat(socket.line()).startsWith("{\"id\":2,\"ok\"");
      assertThat(socket.line()).startsWith("{\"id\":3,\"ok\"");
    }
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                         | {"error":{"code":"MALFORMED"
          {"id":1,"echo":{}                | {"error":{"code":"MALFORMED"
          []                               | {"error":{"code":"MALFORMED"
          null                             | {"error":{"code":"MALFORMED"
          7                                | {"error":{"code":"MALFORMED"
          ` `                              | {"error":{"code":"MALFORMED"
          {}                               | {"error":{"code":"MALFORMED"
          {"id":1}                         | {"error":{"code":"MALFORMED"
          {"id":1,"echo":5}                | {"error":{"code":"MALFORMED"
          {"id":1,"nope":{}}               | {"id":1,"error":{"code":"UNKNOWN_VERB"
          {"id":1,"nope":{"a":[1,{"b":2}]}} | {"id":1,"error":{"code":"UNKNOWN_VERB"
          {"nope":{"a":[1,{"b":2}]},"id":1} | {"id":1,"error":{"code":"UNKNOWN_VERB"
          {"id":1,"fail":{"x":[1,2]}}      | {"id":1,"error":{"code":"BAD_TIME"
          {"id":1,"echo":{},"hold":{}}     | {"id":1,"error":{"code":"MALFORMED"
          {"id":1,"echo":{"a":1,"a":2}}    | {"id":1,"error":{"code":"MALFORMED"
          {"id":1,"id":2,"echo":{}}        | {"id":1,"error":{"code":"MALFORMED"
          {"id":true,"echo":{}}            | {"error":{"code":"MALFORMED"
          {"id":{},"echo":{}}              | {"error":{"code":"MALFORMED"
          {"id":1,"echo":{}}{"id":2,"echo":{}} | {"id":1,"error":{"code":"MALFORMED"
          {"id":1,"hello":{"token":"x"}}   | {"id":1,"error":{"code":"MALFORMED"
          {"id":1,"auth":{}}               | {"id":1,"error":{"code":"MALFORMED"
          {"id":1,"auth":{"token":"x"}}    | {"id":1,"error":{"code":"UNAUTHENTICATED"
          {"nope":{}}                      | {"error":{"code":"UNKNOWN_VERB"
          """)
  void answersABadFrameAndLivesOn(String frame, String answer) throws Exception {
    try (var socket = greeted()) {
      socket.send(frame == null ? " " : frame);
      assertThat(socket.line()).startsWith(answer);
      socket.send("{\"id\":\"still\",\"echo\":{}}");
      assertThat(socket.line()).startsWith("{\"id\":\"still\",\"ok\"");
    }
  }

  @Test
  void boundsNestingNumbersAndIds() throws Exception {
    try (var socket = greeted()) {
      socket.send("{\"id\":1,\"echo\":{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}}");
      assertThat(socket.line()).startsWith("{\"id\":1,\"error\":{\"code\":\"MALFORMED\"");
      socket.send("{\"id\":1,\"echo\":{\"a\":" + "1".repeat(60_000) + "}}");
      assertThat(socket.line()).contains("MALFORMED");
      socket.send("{\"id\":\"" + "x".repeat(65) + "\",\"echo\":{}}");
      assertThat(socket.line()).contains("MALFORMED");
      socket.send("{\"id\":\"" + "x".repeat(64) + "\",\"echo\":{}}");
      assertThat(socket.line()).contains("\"ok\"");
      socket.send("{\"id\":\"\\ud800\\n\\\"ü\",\"echo\":{}}");
      assertThat(socket.line()).startsWith("{\"id\":\"\\ud800\\u000a\\\"\\u00fc\",\"ok\"");
    }
  }

  @Test
  void refusesAnythingBeforeHello() throws Exception {
    try (var socket = TestSocket.open(edge.server.port())) {
      socket.send("{\"id\":1,\"echo\":{}}");
      assertThat(socket.line()).startsWith("{\"id\":1,\"error\":{\"code\":\"UNAUTHENTICATED\"");
    }
  }

  @Test
  void turnsABadTokenAway() throws Exception {
    try (var socket = TestSocket.open(edge.server.port())) {
      socket.send("{\"id\":1,\"hello\":{\"token\":\"a.b.c\"}}");
      assertThat(socket.line()).startsWith("{\"id\":1,\"error\":{\"code\":\"UNAUTHENTICATED\"");
      assertThat(socket.line()).startsWith("{\"bye\":{\"code\":4500,");
      assertThat(socket.line()).isEqualTo("closed 4500");
    }
    try (var socket = TestSocket.open(edge.server.port(), "Authorization: Bearer a.b.c")) {
      assertThat(socket.status()).isEqualTo(401);
    }
  }

  @Test
  void renewsForTheSameSubjectOnly() throws Exception {
    try (var socket = greeted()) {
      socket.send("{\"id\":1,\"auth\":{\"token\":\"" + edge.token("mon-8") + "\"}}");
      assertThat(socket.line()).startsWith("{\"id\":1,\"error\":{\"code\":\"FORBIDDEN\"");
      socket.send("{\"id\":2,\"auth\":{\"token\":\"" + edge.token("mon-7") + "\"}}");
      assertThat(socket.line()).startsWith("{\"id\":2,\"ok\":{\"expires\":\"");
    }
  }

  @Test
  void closesAtTheExpiryOfTheToken() throws Exception {
    var header = "Authorization: Bearer " + edge.token("mon-7", Duration.ofSeconds(2));
    try (var socket = TestSocket.open(edge.server.port(), header)) {
      assertThat(socket.closeCode()).isEqualTo(4003);
    }
  }

  @Test
  void closesForABinaryMessage() throws Exception {
    try (var socket = greeted()) {
      socket.send(TestSocket.BINARY, new byte[3]);
      assertThat(socket.closeCode()).isEqualTo(4502);
    }
  }

  @Test
  void takesAMessageOfTheLimitAndClosesForOneByteMore() throws Exception {
    var json = "{\"id\":1,\"echo\":{}}";
    try (var socket = greeted()) {
      socket.send(json + " ".repeat(65_536 - json.length()));
      assertThat(socket.line()).contains("\"ok\"");
      socket.send(json + " ".repeat(65_537 - json.length()));
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void boundsFragmentsAndPings() throws Exception {
    try (var socket = greeted()) {
      socket.write(TestSocket.frame(TestSocket.TEXT, new byte[0]));
      var empty = TestSocket.frame(0, new byte[0]);
      socket.writeUntilRefused(empty, 10_000);
      assertThat(socket.closeCode()).isIn(1009, -1);
    }
    try (var socket = greeted()) {
      socket.writeUntilRefused(TestSocket.frame(0x80 | TestSocket.PING, new byte[1]), 200);
      assertThat(socket.closeCode()).isIn(1008, -1);
    }
  }

  @Test
  void closesForBytesThatAreNotUtf8() throws Exception {
    try (var socket = greeted()) {
      socket.send(TestSocket.TEXT, new byte[] {'{', (byte) 0xC3, 0x28});
      assertThat(socket.closeCode()).isEqualTo(1007);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"unmasked, 01", "rsv, C1", "opcode, 83", "continuation, 80"})
  void closesForFramesThatAreNotRfc6455(String name, String first) throws Exception {
    try (var socket = greeted()) {
      var frame = TestSocket.frame(Integer.parseInt(first, 16), new byte[] {'h'});
      if (name.equals("unmasked")) {
        frame = new byte[] {(byte) 0x81, 1, 'h'};
      }
      socket.write(frame);
      assertThat(socket.closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void readsFramesByteByByte() throws Exception {
    try (var socket = greeted()) {
      var json = "{\"id\":1,\"echo\":{\"ü\":1}}".getBytes(StandardCharsets.UTF_8);
      for (var each : TestSocket.frame(0x80 | TestSocket.TEXT, json)) {
        socket.write(new byte[] {each});
      }
      assertThat(socket.line()).isEqualTo("{\"id\":1,\"ok\":{\"names\":\"ü\"}}");
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          405 | GET /       | POST /
          505 | HTTP/1.1    | HTTP/1.0
          426 | Upgrade: websocket | X: y
          426 | Connection: Upgrade | X: y
          426 | Version: 13 | Version: 8
          426 | Version: 13 | Version: 13, 8
          400 | Key: dGhlIHNhbXBsZSBub25jZQ== | Key: abc
          400 | Key: dGhlIHNhbXBsZSBub25jZQ== | Kex: abc
          400 | Host: x     | X-Y: x
          400 | Host: x     | Host: x#Host: y
          400 | Host: x     | Host: x#Content-Length: 5
          -1  | Host: x     | Host: x#Transfer-Encoding: chunked
          403 | Host: x     | Host: x#Origin: https://evil.example
          403 | Host: x     | Host: x#Origin: null
          403 | Host: x     | Host: x#Origin: https://ward.example.evil
          403 | Host: x     | Host: x#Origin: HTTPS://WARD.EXAMPLE
          403 | Host: x     | Host: x#Origin: https://ward.example:444
          403 | Host: x     | Host: x#Origin: https://ward.example#Origin: https://ward.example
          101 | Host: x     | Host: x#Origin: https://ward.example
          101 | Host: x     | Host: x#Sec-WebSocket-Extensions: permessage-deflate
          400 | /v1/echo    | /v1/echo?token=abc
          404 | /v1/echo    | /v1/other
          400 | Host: x     | Host : x
          401 | Host: x     | Host: x#Authorization: Basic eDp5
          """)
  void refusesStrangeHandshakes(int status, String from, String to) throws Exception {
    var request = TestSocket.upgrade("/v1/echo").replace(from, to.replace("#", "\r\n"));
    try (var socket = new TestSocket(edge.server.port(), request)) {
      assertThat(socket.status()).isEqualTo(status);
      assertThat(socket.head()).doesNotContain("Server:").doesNotContain("permessage-deflate");
    }
  }

  @Test
  void tellsHealthAndMetrics() throws Exception {
    for (var page : new String[] {"/health/live", "/health/ready", "/metrics"}) {
      var request = "GET " + page + " HTTP/1.1\r\nHost: x\r\n\r\n";
      try (var socket = new TestSocket(edge.server.port(), request)) {
        assertThat(socket.status()).isEqualTo(200);
      }
    }
  }
}
