package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages of other origins get no socket, whatever token they carry. */
@ExtendWith(Siege.Besieged.class)
class CrossOriginIT {

  @Test
  void getsNoSocket(Siege siege) throws Exception {
    var origins =
        List.of(
            "https://evil.example",
            "null",
            "https://ward.example.evil.example",
            "http://ward.example",
            "https://ward.example:8443",
            "https://ward.example/",
            "https://ward.example https://evil.example",
            "");
    var token = siege.ground.device("victim");
    var rounds = new AtomicInteger();
    siege.beside(
        "cross-origin",
        () -> {
          var origin = "Origin: " + origins.get(rounds.getAndIncrement() % origins.size());
          try (var socket = RawSocket.open(siege.node.port(), origin, token, Siege.ATTACKER)) {
            assertThat(socket.status()).as(origin).isEqualTo(403);
          }
        });
    try (var own = RawSocket.open(siege.node.port(), "Origin: https://ward.example", token)) {
      assertThat(own.status()).isEqualTo(101);
    }
  }
}
