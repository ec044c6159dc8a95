package dev.wardstream.benchmarks;

import static java.util.Map.entry;

import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.socket.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One edge service behind its server on any free port, as a node of its own would run it. */
final class EdgeProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final TokenMint mint =
      TokenMint.temporary(TokenRules.from(settings()), InstantSource.system());
  private final EdgeServer.Builder builder =
      EdgeServer.builder(EdgeConfig.from(settings(), 0)).metrics(metrics);

  /** One machine with one token plays everybody: without the limits of a single peer. */
  private static Settings settings() {
    return Settings.of(
        "",
        Map.ofEntries(
            entry("PORT", "0"),
            entry("MAX_CONNECTIONS", "20000"),
            entry("MAX_PER_ADDRESS", "20000"),
            entry("MAX_PER_PRINCIPAL", "20000"),
            entry("CONNECTION_RATE", "1000000"),
            entry("CONNECTION_BYTE_RATE", "1000000000"),
            entry("DEVICE_RATE", "1000000"),
            entry("DEVICE_BYTE_RATE", "1000000000"),
            entry("ADDRESS_RATE", "1000000"),
            entry("ADDRESS_BYTE_RATE", "1000000000")));
  }

  MeterRegistry metrics() {
    return metrics;
  }

  String token(Principal principal) {
    return mint.issue(principal, Beds.TOKEN_LIFETIME);
  }

  /** Starts, waits until the service is ready, and answers the parent until it ends. */
  void serve(Endpoint endpoint, BooleanSupplier ready, Principal visitor)
      throws InterruptedException {
    var server = builder.endpoint(endpoint).start(mint.verifier());
    await(ready);
    Child.serve("ws://127.0.0.1:%d%s %s".formatted(server.port(), endpoint.path(), token(visitor)));
    server.close();
  }

  /** Looks until a condition holds. */
  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not ready after " + READY);
      }
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  @Override
  public void close() {
    metrics.close();
  }
}
