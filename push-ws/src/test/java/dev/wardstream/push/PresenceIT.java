package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who watches a ward, over two nodes. */
class PresenceIT {
  private static final String LIVE = "\"live\"";
  private static final String LEFT = "\"subject\":\"nurse-2\",\"left\":true";
  private static final String THERE =
      "\"subject\":\"nurse-2\",\"role\":\"nurse\",\"streams\":[\"alerts\",\"vitals\"],"
          + "\"sessions\":1,\"since\":\"";

  private static void watch(TestSubscriber subscriber) {
    subscriber.awaitLive(subscriber.sub("wards/one/vitals", LIVE));
    subscriber.awaitLive(subscriber.sub("wards/one/alerts", LIVE));
  }

  private static void await(TestSubscriber subscriber, int sub, String sort, String text) {
    subscriber.line(
        line -> line.startsWith("{\"sub\":%d,\"%s\":".formatted(sub, sort)) && line.contains(text));
  }

  private static double gauge(Ward.Node node, String name) {
    return node.meters.get("wardstream.push.streams." + name).tag("kind", "alerts").gauge().value();
  }

  @Test
  void isSeenFromEveryNode() {
    try (var ward = new Ward();
        var nurse = ward.nurse("one");
        var stranger = ward.connect("nurse-3", Role.NURSE, Set.of("two"))) {
      assertThat(stranger.ask("sub", "{\"stream\":\"wards/one/presence\"}")).contains("FORBIDDEN");
      var presence = nurse.sub("wards/one/presence", "\"snapshot\"");
      nurse.awaitLive(presence);
      var once = nurse.sub("wards/one/presence", LIVE, ",\"credit\":1");
      nurse.awaitLive(once);

      try (var other = ward.another()) {
        try (var second = other.connect("nurse-2", "one")) {
          watch(second);
          await(nurse, presence, "data", THERE);
          await(second, second.sub("wards/one/presence", "\"snapshot\""), "snapshot", THERE);
          assertThat(gauge(other, "watched")).isEqualTo(1);
          assertThat(gauge(other, "busiest")).isEqualTo(1);
        }
        await(nurse, presence, "data", LEFT);
        nurse.ask("credit", "{\"%d\":100}".formatted(once));
        await(nurse, once, "gap", "\"why\":\"conflated\"");
        await(nurse, once, "snapshot", "[]");

        watch(other.connect("nurse-2", "one"));
        await(nurse, once, "data", THERE);
      }
      await(nurse, once, "data", LEFT); // the node has gone, and said so
    }
  }
}
