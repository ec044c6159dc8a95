package dev.wardstream.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class AlertTopologyTest {
  private static String described() {
    var meters = new SimpleMeterRegistry();
    var settings = StreamsSettings.of(AlertsConfig.from(Map.of()), meters, InstantSource.system());
    return JobSimulation.topology(
            new InMemoryRegistry(),
            _ -> Instant.EPOCH,
            meters,
            new StreamsConfig(settings),
            AlertTopology.ON_HEAP)
        .describe()
        .toString();
  }

  @Test
  void isTheOneThatWasReviewed() throws IOException {
    try (var committed = AlertTopologyTest.class.getResourceAsStream("/topology.txt")) {
      assertThat(described())
          .as("names of nodes, stores and topics are data: change topology.txt knowingly")
          .isEqualTo(new String(Objects.requireNonNull(committed).readAllBytes(), UTF_8));
    }
  }

  @Test
  void namesEveryNode() {
    assertThat(described()).doesNotContain("KSTREAM-").doesNotContain("KTABLE-");
  }
}
