package dev.wardstream.ingest;

import dev.wardstream.accounts.People;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.ProcessMetrics;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.Refusals;
import dev.wardstream.edge.devices.DeviceCertificates;
import dev.wardstream.schemas.registry.RegistryClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An ingest node of its own. Serves until the process is asked to end; then drains. */
public final class IngestServer implements AutoCloseable {
  private final RegistryClient registry;
  private final People people;
  private final IngestService service;
  private final Refusals refusals;
  private final EdgeServer server;
  private final ProcessMetrics process;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Starts; ready when the tables are read and Kafka has answered. */
  public IngestServer(IngestConfig config) {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var clock = InstantSource.system();
    process = ProcessMetrics.bind(metrics);
    registry = new RegistryClient(config.backends().registry());
    people = People.open(config.people(), config.backends().kafka(), registry, clock);
    service =
        IngestService.open(config.backends().kafka(), registry, config.recorder(), metrics, clock);
    refusals = Refusals.open(config.backends().kafka(), registry, metrics, clock);
    var builder =
        EdgeServer.builder(config.edge())
            .endpoint(service.endpoint())
            .certificates(new DeviceCertificates(service.devices()))
            .refusals(refusals)
            .metrics(metrics);
    service.readiness().forEach(builder::ready);
    var standing =
        Standing.all(List.of(people.standing(), service.devices().standing(config.strangers())));
    var tokens = new TokenVerifier(config.people().issuers(), standing, clock);
    people.serve(builder, tokens, metrics, refusals);
    service.addPages(builder, tokens, refusals, config.bodies());
    server = builder.start(tokens);
  }

  /** The port listened on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    service.close();
    people.close();
    refusals.close();
    registry.close();
    process.close();
    closed.countDown();
  }

  private void serve() throws InterruptedException {
    closed.await();
  }

  static void main() throws InterruptedException {
    try (var server = new IngestServer(IngestConfig.from(System.getenv()))) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
      server.serve();
    }
  }
}
