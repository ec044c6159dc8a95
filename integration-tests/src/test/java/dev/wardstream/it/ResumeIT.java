package dev.wardstream.it;

import static dev.wardstream.it.EndToEndIT.sub;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A subscriber whose connection is cut at random points sees what one that stayed sees. */
class ResumeIT {
  private static final int PUTS = 600;
  private static final int CUTS = 20;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = 20261122)
  void aResumedSubscriberSeesTheSameSequence(long seed) {
    try (var world = World.start()) {
      for (int bed = 0; bed < 4; bed++) {
        world.admit("p-" + bed, "icu-r", Integer.toString(bed));
        world.associate("mon-" + bed, "p-" + bed);
      }
      try (var steady = world.nurse("icu-r")) {
        int stayed = steady.ask(sub("wards/icu-r/vitals", "\"live\"")).at("/ok/sub").asInt();
        var cursor = steady.await(line -> line.path("sub").asInt(-1) == stayed && line.has("live"));
        var writing = new AtomicBoolean(true);
        var writer = Thread.ofVirtual().start(() -> write(world, writing));
        var seen = follow(world, cursor.at("/live/cursor").asString(), new Random(seed));
        Awaitility.await()
            .atMost(WireClient.DEADLINE)
            .until(() -> !writer.isAlive() && steady.data(stayed).size() == PUTS);
        assertThat(byPatient(seen)).isEqualTo(byPatient(steady.data(stayed)));
        assertThat(seen).hasSize(PUTS);
      }
    }
  }

  private static void write(World world, AtomicBoolean writing) {
    try (var device = world.gateway(List.of("mon-0", "mon-1", "mon-2", "mon-3"))) {
      for (int i = 0; i < PUTS && writing.get(); i++) {
        device.ask(
            EndToEndIT.put(
                "mon-" + i % 4, i + 1, java.time.Instant.now(), Integer.toString(90 + i % 10)));
      }
    }
  }

  /** Reads to the end of the writing, cutting the line and resuming at random points. */
  private static List<JsonNode> follow(World world, String from, Random random) {
    var seen = new ArrayList<JsonNode>();
    var cursor = from;
    int cuts = 0;
    while (seen.size() < PUTS) {
      try (var client = world.nurse("icu-r")) {
        int sub =
            client
                .ask(sub("wards/icu-r/vitals", "{\"cursor\":\"%s\"}".formatted(cursor)))
                .at("/ok/sub")
                .asInt();
        int wanted = cuts < CUTS ? 1 + random.nextInt(PUTS / CUTS) : PUTS - seen.size();
        int enough = Math.min(wanted, PUTS - seen.size());
        Awaitility.await()
            .atMost(WireClient.DEADLINE)
            .until(() -> client.data(sub).size() >= enough);
        client.cut();
        var known = seen.stream().map(ResumeIT::at).collect(java.util.stream.Collectors.toSet());
        client.data(sub).stream().filter(item -> !known.contains(at(item))).forEach(seen::add);
        cursor = client.cursor(sub);
        cuts++;
      }
    }
    assertThat(cuts).as("the line was cut as often as intended").isGreaterThanOrEqualTo(CUTS);
    return seen;
  }

  private static java.util.Map<String, List<String>> byPatient(List<JsonNode> items) {
    return items.stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                item -> item.at("/data/patient").asString(),
                java.util.TreeMap::new,
                java.util.stream.Collectors.mapping(
                    ResumeIT::at, java.util.stream.Collectors.toList())));
  }

  private static String at(JsonNode item) {
    return item.path("at").asString();
  }
}
