package dev.wardstream.push.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentMessagesTest {
  private final RecentMessages messages = new RecentMessages(2, 10_000);

  private void say(String room, String text) {
    messages.add(room, text.getBytes(UTF_8));
  }

  private void read(String reader, long offset) {
    messages.mark("r", reader, offset, (reader + "@" + offset).getBytes(UTF_8));
  }

  private List<String> of(String room) {
    return messages.of(room).stream().map(item -> new String(item.json(), UTF_8)).toList();
  }

  @Test
  void keepsTheNewestMessagesAndHowFarEachMemberHasRead() {
    say("r", "one");
    read("a", 1);
    say("r", "two");
    read("b", 2);
    say("r", "three");
    read("a", 3);
    assertThat(of("r")).containsExactly("b@2", "a@3", "two", "three");
    assertThat(of("other")).isEmpty();
  }

  @Test
  void nobodyHasReadLessThanBefore() {
    read("a", 3);
    read("a", 1);
    read("a", 3);
    assertThat(of("r")).containsExactly("a@3");
  }

  @Test
  void namesSoManyReadersAtMost() {
    for (var reader = 0; reader <= RecentMessages.READERS; reader++) {
      read("reader-" + reader, 1);
    }
    assertThat(of("r")).hasSize(RecentMessages.READERS).doesNotContain("reader-0@1");
  }

  @Test
  void forgetsTheQuietestRoomWhenThereIsTooMuch() {
    read("a", 1);
    say("busy", "x".repeat(6_000));
    assertThat(of("r")).hasSize(1);
    say("busy", "y".repeat(6_000));
    assertThat(of("r")).isEmpty();
    assertThat(of("busy")).hasSize(2);
  }

  @Test
  void forgettingARoomMakesPlaceForOthers() {
    for (var round = 0; round < 5; round++) {
      say("r", "x".repeat(4_000));
      read("a", round);
      messages.forget("r"::equals);
    }
    say("other", "still here");
    say("r", "x".repeat(4_000));
    assertThat(of("other")).containsExactly("still here");
  }
}
