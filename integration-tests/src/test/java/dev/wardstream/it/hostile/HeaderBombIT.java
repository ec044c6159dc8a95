package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.RawSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handshakes with too many, too long and endless headers get no socket. */
@ExtendWith(Siege.Besieged.class)
class HeaderBombIT {

  @Test
  void getsNoSocket(Siege siege) throws Exception {
    var many =
        IntStream.range(0, 200).mapToObj("X-%d: y"::formatted).collect(Collectors.joining("\r\n"));
    var cookies =
        IntStream.range(0, 400).mapToObj("c%d=1"::formatted).collect(Collectors.joining("; "));
    var bombs =
        List.of(
            "X: " + "y".repeat(1 << 20),
            many,
            "X".repeat(1 << 16) + ": y",
            "Cookie: " + cookies + "=".repeat(8_192),
            "Authorization: Bearer " + "a".repeat(1 << 16));
    var rounds = new AtomicInteger();
    siege.beside(
        "header bombs",
        () -> {
          var bomb = bombs.get(rounds.getAndIncrement() % bombs.size());
          assertThat(Attacks.handshake(siege.node.port(), RawSocket.upgrade(bomb)))
              .as(bomb.substring(0, 20))
              .isIn(-1, 400, 401, 413, 431);
        });
  }
}
