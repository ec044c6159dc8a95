package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** JSON as deep, as long and as wide as a message may be: refused, each with its answer. */
@ExtendWith(Siege.Besieged.class)
class JsonBombIT {
  private static final String PUT = "{\"id\":1,\"put\":{\"device\":\"x\",\"boot\":1,\"seq\":";

  @Test
  void isRefused(Siege siege) throws Exception {
    var bombs =
        List.of(
            PUT + "1,\"readings\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}}",
            "{\"id\":1,\"put\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}",
            PUT + "9".repeat(60_000) + ",\"readings\":[]}}",
            PUT + "1e99999999,\"readings\":[]}}",
            PUT + "1,\"readings\":[{\"t\":1,\"hr\":1" + "0".repeat(60_000) + "}]}}",
            "{\"id\":1,\"put\":{" + manyKeys() + "}}",
            "{\"id\":1,\"put\":{" + "\"a\":1,".repeat(9_000) + "\"a\":1}}");
    var names = new AtomicInteger();
    siege.beside(
        "JSON bombs",
        () -> {
          int name = names.getAndIncrement();
          var token = siege.ground.device("bomber-" + name);
          try (var socket = RawSocket.open(siege.node.port(), Siege.ATTACKER, token)) {
            assertThat(socket.line()).startsWith("{\"hello\":");
            socket.send(bombs.get(name % bombs.size()));
            assertThat(socket.line()).contains("\"error\":{\"code\":\"MALFORMED\"");
            socket.send("{\"id\":\"still\",\"put\":{}}");
            assertThat(socket.line()).startsWith("{\"id\":\"still\",");
          }
        });
  }

  private static String manyKeys() {
    return IntStream.range(0, 5_000)
        .mapToObj("\"k%d\":1"::formatted)
        .collect(Collectors.joining(","));
  }
}
