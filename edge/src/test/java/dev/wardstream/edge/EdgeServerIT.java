package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgeServerIT {
  private final TestEdge edge = new TestEdge();

  @AfterEach
  void stop() {
    edge.close();
  }

  private TestSocket greeted() throws Exception {
    var socket = TestSocket.open(edge.server.port());
    socket.send("{\"id\":1,\"hello\":{\"token\":\"" + edge.token("mon-7") + "\"}}");
    assertThat(socket.line()).startsWith("{\"id\":1,\"ok\":{\"session\":\"s-");
    return socket;
  }

  @Test
  void greetsAndAnswersInAnyFieldOrder() throws Exception {
    try (var socket = greeted()) {
      socket.send("{\"echo\":{\"a\":1,\"b\":[]},\"id\":\"x\"}\n{\"id\":2e3,\"echo\":{}}");
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
}
