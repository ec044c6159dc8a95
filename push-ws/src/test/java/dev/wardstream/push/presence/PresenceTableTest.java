package dev.wardstream.push.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.presence.PresenceTable.Change;
import dev.wardstream.push.wire.Position;
import dev.wardstream.schemas.avro.Presence;
import dev.wardstream.schemas.avro.PresenceEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class PresenceTableTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String WARD = "wards/one";

  private Instant now = NOON;
  private long offset = 10;
  private final PresenceTable table = new PresenceTable(() -> now);

  private List<Change> says(String node, PresenceEntry... entries) {
    return put(node, new Presence(node, WARD, List.of(entries), now.plus(Attendance.LEASE)));
  }

  private List<Change> put(String node, Presence said) {
    return table.put(at(), PresenceTable.key(node, WARD), said);
  }

  private List<Change> fallsSilent(String node) {
    return table.put(at(), PresenceTable.key(node, WARD), null);
  }

  private Position at() {
    return new Position("push.presence", 2, offset++, NOON);
  }

  private static PresenceEntry entry(String subject, int since, String... streams) {
    return new PresenceEntry(subject, "nurse", List.of(streams), 1, NOON.plusSeconds(since), null);
  }

  private static String json(Item item) {
    return new String(item.json(), StandardCharsets.UTF_8);
  }

  @Test
  void tellsWhoComesAndGoes() {
    assertThat(says("a", entry("n-1", 0, "vitals")))
        .singleElement()
        .matches(change -> change.stream().toString().equals("wards/one/presence"))
        .extracting(change -> json(change.item()))
        .isEqualTo(
            """
            {"at":"push.presence/2/10/n-1","data":{"subject":"n-1","role":"nurse",\
            "streams":["vitals"],"sessions":1,"since":"2026-01-01T12:00:00.000Z"}}\
            """);
    assertThat(says("a", entry("n-1", 0, "vitals"))).as("only its lease").isEmpty();
    assertThat(table.of(WARD))
        .singleElement()
        .matches(Item::isState)
        .matches(item -> json(item).startsWith("{\"at\":\"push.presence/2/10/n-1\""));
    assertThat(fallsSilent("a"))
        .singleElement()
        .extracting(change -> json(change.item()))
        .isEqualTo(
            """
            {"at":"push.presence/2/12/n-1","data":{"subject":"n-1","left":true}}\
            """);
    assertThat(table.of(WARD)).isEmpty();
    assertThat(fallsSilent("a")).isEmpty();
  }

  @Test
  void isOnePersonOnSeveralNodes() {
    says("a", entry("n-1", 5, "vitals"));
    assertThat(says("b", entry("n-1", 0, "alerts")))
        .singleElement()
        .extracting(change -> json(change.item()))
        .asString()
        .endsWith(
            "\"streams\":[\"alerts\",\"vitals\"],\"sessions\":2,"
                + "\"since\":\"2026-01-01T12:00:00.000Z\"}}");
    assertThat(fallsSilent("b"))
        .singleElement()
        .extracting(change -> json(change.item()))
        .asString()
        .contains("\"streams\":[\"vitals\"],\"sessions\":1");
  }

  @Test
  void movesTheCursorPastARecordWithItsLastItem() {
    assertThat(says("a", entry("n-1", 0, "vitals"), entry("n-2", 0, "vitals")))
        .extracting(change -> change.item().offset())
        .containsExactly(9L, 10L);
  }

  @Test
  void knowsWhichNodesHaveDied() {
    says("dead", entry("n-1", 0, "vitals"));
    says("own", entry("n-2", 0, "vitals"));
    now = now.plus(Attendance.LEASE).minusMillis(1);
    assertThat(table.lapsed("own")).isEmpty();
    now = now.plusMillis(1);

    assertThat(table.lapsed("own"))
        .singleElement()
        .matches(said -> said.getNode().equals("dead") && said.getEntries().isEmpty());
    assertThat(fallsSilent("dead"))
        .singleElement()
        .matches(change -> json(change.item()).contains("\"n-1\",\"left\":true"));
  }

  @Test
  void believesNothingThatIsNoLongerValid() {
    var late = new Presence("a", WARD, List.of(entry("n-1", 0, "vitals")), now);

    assertThat(put("a", late)).isEmpty();
    assertThat(table.of(WARD)).isEmpty();
  }

  @Test
  void refusesAnotherKey() {
    assertThatThrownBy(() -> table.put(at(), "a|wards", null))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void typesUntilTheLatestOfAllNodes() {
    var idle = entry("n-1", 0, "messages");
    var early = PresenceEntry.newBuilder(idle).setTypingUntil(NOON.plusSeconds(3)).build();
    var late = PresenceEntry.newBuilder(idle).setTypingUntil(NOON.plusSeconds(4)).build();
    says("a", idle);
    assertThat(says("b", early)).singleElement().matches(change -> types(change, 3));
    assertThat(says("a", late)).singleElement().matches(change -> types(change, 4));
    assertThat(says("a", idle)).singleElement().matches(change -> types(change, 3));
    assertThat(says("b", idle))
        .singleElement()
        .matches(change -> !json(change.item()).contains("typing"));
  }

  private static boolean types(Change change, int second) {
    return json(change.item())
        .endsWith(",\"typingUntil\":\"2026-01-01T12:00:0%d.000Z\"}}".formatted(second));
  }
}
