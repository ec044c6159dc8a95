package dev.wardstream.push.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PollTest {
  private static final int FULL = 1_024;

  private static Poll poll(@Nullable String cursor, String... lines) {
    var poll = new Poll(FULL, cursor);
    for (var line : lines) {
      add(poll, line);
    }
    return poll;
  }

  private static void add(Poll poll, String line) {
    poll.append(line.getBytes(StandardCharsets.UTF_8));
    poll.endLine();
  }

  private static String take(Poll poll, boolean idle) {
    var text = StandardCharsets.UTF_8.decode(poll.take(idle)).toString();
    if (!text.isEmpty()) {
      poll.taken();
    }
    return text;
  }

  @Test
  void answersWithWhatHasComeOnceNothingMoreComes() {
    var poll =
        poll(
            "c1.A",
            "{\"sub\":1,\"gap\":{\"from\":\"c1.A\",\"to\":\"c1.B\",\"why\":\"retention\",\"count\":4}}",
            "{\"sub\":1,\"data\":[{\"at\":\"t/0/1\",\"data\":{\"text\":\"],\\\"cursor\\\":\\\"\"}}],\"cursor\":\"c1.C\"}",
            "{\"sub\":1,\"data\":[{\"at\":\"t/0/2\"}],\"cursor\":\"c1.D\"}");

    assertThat(take(poll, false)).isEmpty();
    assertThat(take(poll, true))
        .isEqualTo(
            """
            {"gaps":[{"from":"c1.A","to":"c1.B","why":"retention","count":4}],\
            "data":[{"at":"t/0/1","data":{"text":"],\\"cursor\\":\\""}},{"at":"t/0/2"}],\
            "cursor":"c1.D","live":false}
            """);
    assertThat(poll.isOver()).isTrue();
  }

  @Test
  void writesASnapshotPageByPageAndItsCursorAtTheEnd() {
    var poll = poll(null, "{\"sub\":1,\"snapshot\":[{\"at\":\"t/0/1\"}],\"more\":true}");
    var first = take(poll, false);
    add(poll, "{\"sub\":1,\"snapshot\":[{\"at\":\"t/0/2\"}],\"more\":false}");
    add(poll, "{\"sub\":1,\"live\":{\"cursor\":\"c1.B\"}}");

    assertThat(first + take(poll, false) + take(poll, true))
        .isEqualTo(
            """
            {"snapshot":[{"at":"t/0/1"},{"at":"t/0/2"}],"more":false,"data":[],"cursor":"c1.B","live":true}
            """);
  }

  @Test
  void saysWhenASnapshotIsEmpty() {
    var poll =
        poll(
            null,
            "{\"sub\":1,\"snapshot\":[],\"more\":false}",
            "{\"sub\":1,\"live\":{\"cursor\":\"c1.B\"}}");

    assertThat(take(poll, true))
        .isEqualTo(
            "{\"snapshot\":[],\"more\":false,\"data\":[],\"cursor\":\"c1.B\",\"live\":true}\n");
  }

  @Test
  void stateBetweenEventsIsNotAWholeSnapshot() {
    var poll =
        poll(
            "c1.A",
            "{\"sub\":1,\"live\":{\"cursor\":\"c1.B\"}}",
            "{\"sub\":1,\"snapshot\":[{\"at\":\"t/0/1\"}]}");

    assertThat(take(poll, true))
        .isEqualTo(
            "{\"snapshot\":[{\"at\":\"t/0/1\"}],\"data\":[],\"cursor\":\"c1.B\",\"live\":true}\n");
  }

  @Test
  void waitsForSomethingUntilItIsDueAndLive() {
    var poll = poll("c1.A");

    assertThat(take(poll, true)).isEmpty();
    poll.due();
    assertThat(take(poll, true)).isEmpty();
    add(poll, "{\"sub\":1,\"live\":{\"cursor\":\"c1.B\"}}");
    assertThat(take(poll, true)).isEqualTo("{\"data\":[],\"cursor\":\"c1.B\",\"live\":true}\n");
  }

  @Test
  void tellsAtOnceWhereABeginnerStands() {
    var poll = poll(null, "{\"sub\":1,\"live\":{\"cursor\":\"c1.B\"}}");

    assertThat(take(poll, true)).isEqualTo("{\"data\":[],\"cursor\":\"c1.B\",\"live\":true}\n");
  }

  @Test
  void isNotLateWithoutACursor() {
    var poll = poll(null);
    poll.late();

    assertThat(take(poll, true)).isEmpty();
    add(poll, "{\"beat\":{\"1\":\"c1.B\"},\"now\":\"2026-11-21T10:00:15.000Z\"}");
    assertThat(take(poll, true)).isEqualTo("{\"data\":[],\"cursor\":\"c1.B\",\"live\":false}\n");
  }

  @Test
  void endsWithTheRight() {
    var poll =
        poll(
            null,
            "{\"sub\":1,\"snapshot\":[{\"at\":\"t/0/1\"}],\"more\":true}",
            "{\"sub\":1,\"gap\":{\"from\":\"c1.A\",\"to\":\"c1.A\",\"why\":\"revoked\",\"count\":0}}");

    assertThat(take(poll, false))
        .isEqualTo(
            """
            {"snapshot":[{"at":"t/0/1"}],"more":true,\
            "gaps":[{"from":"c1.A","to":"c1.A","why":"revoked","count":0}],\
            "data":[],"cursor":"c1.A","live":false}
            """);
  }

  @Test
  void holdsNoMoreThanABoundAndOneMessage() {
    var item = "{\"at\":\"t/0/1\",\"data\":\"" + "x".repeat(500) + "\"}";
    var poll = poll("c1.A");
    var held = 0;
    while (!poll.isOver()) {
      add(poll, "{\"sub\":1,\"data\":[" + item + "],\"cursor\":\"c1.B\"}");
      held += item.length() + 1;
      poll.take(false);
    }

    assertThat(held).isBetween(Poll.MOST, Poll.MOST + FULL);
  }
}
