package dev.wardstream.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.it.node.Devices;
import dev.wardstream.it.node.Ground;
import dev.wardstream.it.node.IngestNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a gateway that floods takes from others: the ratio of the acknowledgement times of
 * well-behaved devices beside it to those without it, in turns. The gateway has whatever the other
 * processes leave of the processors and nothing more ({@code SCHED_IDLE}), so that the ratio is of
 * the node and not of a fight for cores that an attacker elsewhere would not take part in. Linux.
 * Runs only when asked for by name.
 */
class MeasureFairness {
  private static final String REFUSED = "wardstream_edge_refusals_total{code=\"RATE\"";
  private static final int DEVICES = Integer.getInteger("wardstream.fairness.devices", 500);
  private static final int FLOODED = Integer.getInteger("wardstream.fairness.flooded", 4);
  private static final Duration TURN = Duration.ofSeconds(8);
  private static final int TURNS = 5;

  @Test
  void floodBesideDevices() throws Exception {
    var flooded = new TreeSet<String>();
    IntStream.range(0, FLOODED).forEach(i -> flooded.add("f-" + i));
    var median = new ArrayList<Double>();
    var tail = new ArrayList<Double>();
    try (var ground = new Ground();
        var node = IngestNode.start(ground, Map.of("PROXIES", "127.0.0.1"));
        var devices = new Devices(ground, node, "d-", DEVICES)) {
      devices.stream(TURN);
      for (int i = 0; i < TURNS; i++) {
        var calm = devices.stream(TURN);
        var flood = flood(node.port(), ground.gateway("flood", flooded), flooded);
        devices.stream(TURN); // until the burst it has saved up is spent
        double told = node.metric(REFUSED);
        var storm = devices.stream(TURN);
        told = node.metric(REFUSED) - told;
        flood.destroyForcibly().waitFor();
        median.add(storm.millis(0.5) / calm.millis(0.5));
        tail.add(storm.millis(0.99) / calm.millis(0.99));
        System.out.printf(
            "p50 %.2f -> %.2f ms, p99 %.2f -> %.2f ms, %.0f refused per second%n",
            calm.millis(0.5),
            storm.millis(0.5),
            calm.millis(0.99),
            storm.millis(0.99),
            told / TURN.toSeconds());
      }
      assertThat(node.metric(REFUSED)).isPositive();
      assertThat(devices.surprises()).as("anything but acknowledgements").isEmpty();
    }
    System.out.printf("ratio of p50 %s, of p99 %s%n", spread(median), spread(tail));
  }

  private static String spread(List<Double> ratios) {
    Collections.sort(ratios);
    return "%.2f (%.2f to %.2f)"
        .formatted(ratios.get(ratios.size() / 2), ratios.getFirst(), ratios.getLast());
  }

  private static Process flood(int port, String token, Set<String> devices) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of("chrt", "--idle", "0", java, "-Xmx64m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Flood.class.getName(), Integer.toString(port), token));
    command.addAll(devices);
    return new ProcessBuilder(command).inheritIO().start();
  }
}
