package dev.wardstream.push.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.push.hub.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypingTest {
  private static final Who NURSE = new Who("nurse-1", "nurse");

  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final List<String> told = new ArrayList<>();
  private final Typing typing =
      new Typing((place, who) -> told.add(place + " " + who.subject()), () -> now);

  private void type(String room) throws Refusal {
    typing.in(room, NURSE, stream -> stream.toString().equals("rooms/" + room + "/messages"));
  }

  @Test
  void isToldOnceASecond() throws Refusal {
    type("r");
    type("r");
    type("other");
    now = now.plus(Typing.EVERY).minusMillis(1);
    type("r");
    assertThat(told).containsExactly("rooms/r nurse-1");
    now = now.plusMillis(1);
    type("other");
    assertThat(told).containsExactly("rooms/r nurse-1", "rooms/other nurse-1");
  }

  @Test
  void isForMembersAlone() {
    assertThatThrownBy(() -> typing.in("r", NURSE, _ -> false))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
    assertThat(told).isEmpty();
  }
}
