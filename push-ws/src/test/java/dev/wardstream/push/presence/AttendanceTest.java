package dev.wardstream.push.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.hub.FakeWatcher;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.hub.Who;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.push.wire.Position;
import dev.wardstream.schemas.avro.Presence;
import dev.wardstream.schemas.avro.PresenceEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttendanceTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<Presence> said = new ArrayList<>();
  private boolean ready = true;
  private Instant now = NOON;
  private final PresenceLog log =
      new PresenceLog() {
        @Override
        public boolean isReady() {
          return ready;
        }

        @Override
        public void write(List<Presence> statements) {
          said.addAll(statements);
        }
      };
  private final PresenceTable table = new PresenceTable(() -> now);
  private final Attendance attendance = new Attendance("node-1", log, () -> now);
  private final FakeWatcher nurse = watcher("nurse-1");

  private static FakeWatcher watcher(String subject) {
    return new FakeWatcher(1 << 20, new Who(subject, "nurse"));
  }

  private Subscription came(String stream, FakeWatcher by) {
    var name = StreamName.parse(stream).orElseThrow();
    var log = LiveLog.of(name.kind(), new UUID(0, 1), 1, 16, 1 << 20);
    var subscription = new Subscription(1, name, log, new int[] {0}, null, by);
    attendance.came(subscription);
    return subscription;
  }

  private List<Presence> after(Duration pause) {
    now = now.plus(pause);
    said.clear();
    attendance.tell(table);
    return List.copyOf(said);
  }

  private static PresenceEntry entry(String subject, int sessions, String... streams) {
    return new PresenceEntry(subject, "nurse", List.of(streams), sessions, NOON, null);
  }

  @Test
  void tellsWhoWatchesWhatOverHowManyConnections() {
    came("wards/one/vitals", nurse);
    came("wards/one/alerts", nurse);
    came("wards/one/alerts", watcher("nurse-1"));
    came("wards/one/presence", watcher("nurse-2"));

    assertThat(after(Duration.ZERO))
        .containsExactly(
            new Presence(
                "node-1",
                "wards/one",
                List.of(entry("nurse-1", 2, "alerts", "vitals")),
                NOON.plus(Attendance.LEASE)));
  }

  @Test
  void tellsOfChangesOnceASecondAndOtherwiseAgainEveryTwenty() {
    came("rooms/r/messages", nurse);
    assertThat(after(Duration.ZERO)).hasSize(1);

    came("rooms/r/messages", watcher("nurse-2"));
    assertThat(after(SECOND.dividedBy(2))).isEmpty();
    came("rooms/r/messages", watcher("nurse-3"));
    assertThat(after(SECOND.dividedBy(2)))
        .singleElement()
        .matches(presence -> presence.getEntries().size() == 3);
    assertThat(after(SECOND.multipliedBy(18))).as("nothing has changed").isEmpty();
    assertThat(after(SECOND))
        .singleElement()
        .matches(presence -> presence.getUntil().equals(now.plus(Attendance.LEASE)));
  }

  @Test
  void tellsThatSomebodyHasGoneUnlessTheyComeBackAtOnce() {
    var first = came("patients/p/vitals", nurse);
    after(Duration.ZERO);

    attendance.went(first);
    assertThat(after(SECOND)).as("away for a moment").isEmpty();
    var second = came("patients/p/vitals", watcher("nurse-1"));
    assertThat(after(SECOND)).as("as before").isEmpty();
    attendance.went(second);
    attendance.went(second);
    after(SECOND);

    assertThat(after(SECOND))
        .singleElement()
        .matches(presence -> presence.getEntries().isEmpty(), "a tombstone");
    assertThat(after(Duration.ofMinutes(1))).isEmpty();
  }

  @Test
  void waitsForASlowLogAndTellsWhatIsTrueThen() {
    ready = false;
    var first = came("wards/one/vitals", nurse);
    assertThat(after(SECOND)).isEmpty();
    attendance.went(first);
    came("wards/two/vitals", watcher("nurse-2"));
    assertThat(after(Attendee.GRACE)).isEmpty();
    ready = true;

    assertThat(after(Duration.ZERO)).extracting(Presence::getPlace).containsExactly("wards/two");
  }

  @Test
  void namesAThousandOfOnePlaceAtMost() {
    for (var i = 0; i <= Attendance.NAMED; i++) {
      came("wards/one/vitals", watcher("nurse-" + i));
    }

    assertThat(after(Duration.ZERO).getFirst().getEntries()).hasSize(Attendance.NAMED);
  }

  @Test
  void takesBackWhatANodeSaidThatHasFallenSilent() {
    var dead =
        new Presence(
            "node-2", "wards/one", List.of(entry("nurse-2", 1, "vitals")), NOON.plus(SECOND));
    table.put(
        new Position("push.presence", 0, 7, NOON), PresenceTable.key("node-2", "wards/one"), dead);

    assertThat(after(Duration.ZERO)).as("its lease holds").isEmpty();
    assertThat(after(Attendance.REPEATED))
        .singleElement()
        .matches(presence -> presence.getNode().equals("node-2"))
        .matches(presence -> presence.getEntries().isEmpty(), "a tombstone");
  }

  private static List<PresenceEntry> entries(List<Presence> said) {
    return said.getFirst().getEntries();
  }

  @Test
  void tellsThatSomebodyTypesAndUntilWhen() {
    came("rooms/r/messages", nurse);
    came("rooms/r/messages", watcher("nurse-2"));
    after(Duration.ZERO);

    attendance.types("rooms/r", nurse.who());
    attendance.types("rooms/r", new Who("stranger", "nurse"));
    attendance.types("rooms/other", nurse.who());
    assertThat(entries(after(SECOND)))
        .extracting(PresenceEntry::getTypingUntil)
        .containsExactly(NOON.plus(Attendee.TYPING), null);

    attendance.types("rooms/r", nurse.who());
    assertThat(entries(after(SECOND)))
        .as("types on")
        .extracting(PresenceEntry::getTypingUntil)
        .containsExactly(NOON.plus(SECOND).plus(Attendee.TYPING), null);
    assertThat(after(Attendee.TYPING)).as("ends by its time").isEmpty();

    came("rooms/r/messages", watcher("nurse-3"));
    assertThat(entries(after(SECOND)))
        .extracting(PresenceEntry::getTypingUntil)
        .containsOnlyNulls();
  }

  @Test
  void tellsOfTypingOnceASecondHoweverOftenItIsSaid() {
    came("rooms/r/messages", nurse);
    after(Duration.ZERO);

    var records = 0;
    for (var tenth = 0; tenth < 50; tenth++) {
      attendance.types("rooms/r", nurse.who());
      records += after(SECOND.dividedBy(10)).size();
    }

    assertThat(records).isBetween(3, 5);
  }

  @Test
  void whoHasGoneTypesNoMore() {
    var first = came("rooms/r/messages", nurse);
    attendance.types("rooms/r", nurse.who());
    attendance.went(first);
    attendance.types("rooms/r", nurse.who());

    assertThat(entries(after(Duration.ZERO)))
        .extracting(PresenceEntry::getTypingUntil)
        .containsOnlyNulls();
  }
}
