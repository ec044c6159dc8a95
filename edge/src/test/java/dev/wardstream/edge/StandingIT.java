package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Lapse;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Standing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to sockets, open ones and new ones, when a subject loses its standing. */
class StandingIT {
  private static final class Lapses implements Standing {
    final Map<String, Lapse> lapses = new ConcurrentHashMap<>();
    final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Lapse> lapse(Principal principal) {
      return Optional.ofNullable(lapses.get(principal.subject()));
    }

    @Override
    public void listen(Consumer<String> changed) {
      listeners.add(changed);
    }

    void change(String subject, Lapse lapse) {
      lapses.put(subject, lapse);
      listeners.forEach(listener -> listener.accept(subject));
    }
  }

  private final Lapses lapses = new Lapses();
  private final TestEdge edge = new TestEdge(lapses);

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void closesTheOpenSocketsOfTheSubjectAndNoOther() throws IOException {
    try (var lost = edge.greeted("doc-1");
        var lostToo = edge.greeted("doc-1");
        var other = edge.greeted("doc-2")) {
      lapses.change("doc-1", Lapse.SIGNED_OUT);
      assertThat(lost.line()).contains("\"code\":4500", "\"resume\":false");
      assertThat(lostToo.line()).contains("\"code\":4500");
      other.send("{\"id\":1,\"echo\":{}}");
      assertThat(other.line()).startsWith("{\"id\":1,\"ok\"");
    }
  }

  @Test
  void tellsWhoseRightsHaveChangedApart() throws IOException {
    try (var socket = edge.greeted("doc-1")) {
      lapses.change("doc-1", Lapse.RIGHTS_CHANGED);
      assertThat(socket.line()).contains("\"code\":4501");
    }
  }

  @Test
  void refusesTokensOfWhoLostTheirStanding() throws IOException {
    lapses.change("doc-1", Lapse.DISABLED);
    try (var socket = TestSocket.open(edge.server.port())) {
      socket.send("{\"id\":1,\"hello\":{\"token\":\"" + edge.token("doc-1") + "\"}}");
      assertThat(socket.line()).contains("UNAUTHENTICATED");
      assertThat(socket.line()).contains("\"code\":4500");
    }
  }

  @Test
  void refusesToRenewWhenTheStandingIsLost() throws IOException {
    try (var socket = edge.greeted("doc-1")) {
      lapses.lapses.put("doc-1", Lapse.REVOKED);
      socket.send("{\"id\":1,\"auth\":{\"token\":\"" + edge.token("doc-1") + "\"}}");
      assertThat(socket.line()).contains("UNAUTHENTICATED");
    }
  }
}
