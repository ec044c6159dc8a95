package dev.wardstream.benchmarks;

import dev.wardstream.alerts.AlertStreams;
import dev.wardstream.alerts.AlertsConfig;
import dev.wardstream.edge.Backends;
import dev.wardstream.schemas.registry.RegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/** The alert job alone with one thread: broker, registry and state folder are its arguments. */
final class AlertsPart {
  static final String GROUP = "benchmark-alerts";

  private AlertsPart() {}

  static void main(String[] arguments) {
    var registry = URI.create(arguments[1]);
    var config =
        new AlertsConfig(
            Backends.of(arguments[0], registry),
            GROUP,
            Path.of(arguments[2]),
            new AlertsConfig.Capacity(1, 0),
            AlertsConfig.GRACE);
    try (var client = new RegistryClient(registry);
        var alerts =
            AlertStreams.open(config, client, new SimpleMeterRegistry(), InstantSource.system())) {
      alerts.start();
      Child.serve("");
    }
  }
}
