package dev.wardstream.cli.platform;

import dev.wardstream.accounts.AccountsConfig;
import dev.wardstream.accounts.People;
import dev.wardstream.accounts.PeopleConfig;
import dev.wardstream.accounts.TicketPage;
import dev.wardstream.alerts.AlertStreams;
import dev.wardstream.alerts.AlertsConfig;
import dev.wardstream.desk.DeskService;
import dev.wardstream.edge.Backends;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.Refusals;
import dev.wardstream.edge.http.BodyLimits;
import dev.wardstream.ingest.IngestService;
import dev.wardstream.ingest.record.RecorderConfig;
import dev.wardstream.push.PushConfig;
import dev.wardstream.push.PushService;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The services of the platform, opened on one cluster.
 *
 * @param people who sign in
 * @param tickets in place of tokens
 * @param ingest devices and people, inwards
 * @param alerts watches
 * @param push outwards
 * @param desk what staff do that is no stream
 * @param refusals records what is refused
 */
record Services(
    People people,
    TicketPage tickets,
    IngestService ingest,
    AlertStreams alerts,
    PushService push,
    DeskService desk,
    Refusals refusals) {

  private static final String ALERTS = "wardstream-alerts";

  /**
   * Where the services find what they need.
   *
   * @param bootstrapServers the cluster
   * @param registryUri the registry's address
   * @param registry the same registry, without HTTP
   * @param state where the alert job keeps its stores
   * @param meters counts
   * @param clock the time
   */
  record Ground(
      String bootstrapServers,
      URI registryUri,
      SchemaRegistry registry,
      Path state,
      MeterRegistry meters,
      Clock clock) {}

  /** Opens all, and begins to watch; each is closed with the platform. */
  static Services open(Ground ground, TokenMint mint, Closing closing) {
    var people = people(ground, mint);
    closing.add(people::close);
    var tickets = new TicketPage(name -> StreamName.parse(name).isPresent());
    closing.add(tickets::close);
    var ingest =
        IngestService.open(
            Map.of("bootstrap.servers", ground.bootstrapServers()),
            ground.registry(),
            RecorderConfig.from(Settings.of("WARDSTREAM_INGEST_", Map.of())),
            ground.meters(),
            ground.clock());
    closing.add(ingest::close);
    var push =
        PushService.open(
            PushConfig.on(ground.bootstrapServers()),
            ground.registry(),
            ground.meters(),
            ground.clock());
    closing.add(push::close);
    var desk = desk(ground);
    closing.add(desk::close);
    var alerts =
        AlertStreams.open(alertsConfig(ground), ground.registry(), ground.meters(), ground.clock());
    closing.add(alerts::close);
    alerts.start();
    var refusals =
        Refusals.open(
            Map.of("bootstrap.servers", ground.bootstrapServers()),
            ground.registry(),
            ground.meters(),
            ground.clock());
    closing.add(refusals::close);
    return new Services(people, tickets, ingest, alerts, push, desk, refusals);
  }

  private static People people(Ground ground, TokenMint mint) {
    return People.open(
        new PeopleConfig(
            mint.rules(), List.of(mint.issuer()), Optional.of(mint), AccountsConfig.DEFAULT),
        Map.of("bootstrap.servers", ground.bootstrapServers()),
        ground.registry(),
        ground.clock());
  }

  private static DeskService desk(Ground ground) {
    return DeskService.open(
        new DeskService.Ground(
            Map.of("bootstrap.servers", ground.bootstrapServers()),
            ground.registry(),
            ground.meters(),
            ground.clock(),
            ALERTS));
  }

  private static AlertsConfig alertsConfig(Ground ground) {
    return new AlertsConfig(
        Backends.of(ground.bootstrapServers(), ground.registryUri()),
        ALERTS,
        ground.state(),
        new AlertsConfig.Capacity(1, 0),
        AlertsConfig.GRACE);
  }

  /** Puts the services behind a server. */
  void serve(EdgeServer.Builder server, TokenVerifier tokens, MeterRegistry meters) {
    people.serve(server, tokens, meters, refusals);
    tickets.serve(server, tokens, meters);
    server.endpoint(ingest.endpoint()).endpoint(push.endpoint()).refusals(refusals);
    ingest.addPages(server, tokens, refusals, BodyLimits.DEFAULT);
    push.addPages(server, tokens, refusals);
    desk.serve(server, tokens, refusals);
    ingest.readiness().forEach(server::ready);
    server.ready("push", push::whyNotReady);
    server.ready(
        "alerts", () -> alerts.ready() ? Optional.empty() : Optional.of("partitions not taken"));
  }

  /** Why the services are not ready; empty when they are. */
  Optional<String> whyNotReady() {
    return ingest.readiness().values().stream()
        .flatMap(condition -> condition.get().stream())
        .findFirst()
        .or(push::whyNotReady)
        .or(desk::whyNotReady)
        .or(people::whyNotReady)
        .or(() -> alerts.ready() ? Optional.empty() : Optional.of("alerts: partitions not taken"));
  }
}
