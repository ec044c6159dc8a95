package dev.wardstream.desk;

import dev.wardstream.desk.care.CareLedger;
import dev.wardstream.desk.care.CareTables;
import dev.wardstream.desk.care.DeviceRoutes;
import dev.wardstream.desk.care.PatientRoutes;
import dev.wardstream.desk.care.StaffRoutes;
import dev.wardstream.desk.health.StreamHealth;
import dev.wardstream.desk.http.DeskPage;
import dev.wardstream.desk.rules.RuleOffice;
import dev.wardstream.desk.rules.RuleRoutes;
import dev.wardstream.desk.rules.RuleShelf;
import dev.wardstream.desk.rules.RuleTests;
import dev.wardstream.desk.whatif.Questions;
import dev.wardstream.desk.whatif.WhatIfPage;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.AccessLog;
import dev.wardstream.edge.audit.AuditLog;
import dev.wardstream.edge.http.Bodies;
import dev.wardstream.edge.http.BodyLimits;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The desk inside any process: give its pages to an edge server. Safe from any thread. Close the
 * server first.
 */
public final class DeskService implements AutoCloseable {
  private static final BodyLimits BODIES =
      new BodyLimits(1 << 20, 1 << 20, 16 << 20, Duration.ofSeconds(10));

  private final Ground ground;
  private final RuleShelf shelf;
  private final CareTables tables;
  private final AccessLog looks;
  private final StreamHealth health;
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-", 0).factory());
  private final List<WhatIfPage> pages = new ArrayList<>();

  /**
   * What it stands on.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   * @param alertsGroup consumer group of the alert job, whose delay is shown
   */
  public record Ground(
      Map<String, Object> kafka,
      SchemaRegistry registry,
      MeterRegistry meters,
      InstantSource clock,
      String alertsGroup) {
    public Ground {
      kafka = Map.copyOf(kafka);
    }
  }

  private DeskService(Ground ground) {
    this.ground = ground;
    shelf = RuleShelf.open(ground.kafka(), ground.registry());
    tables = CareTables.open(ground.kafka(), ground.registry(), ground.clock());
    looks = AccessLog.open(ground.kafka(), ground.registry());
    health =
        new StreamHealth(ground.kafka(), ground.alertsGroup(), ground.meters(), ground.clock());
  }

  /** Begins to read; returns at once. Brokers that are not there yet are waited for. */
  public static DeskService open(Ground ground) {
    return new DeskService(ground);
  }

  /** Adds its pages to a server, once. */
  public void serve(EdgeServer.Builder server, TokenVerifier tokens, AuditLog audit) {
    var setup =
        new DeskPage.Setup(
            new Callers(tokens, null, audit),
            new Bodies(BODIES, workers, ground.meters()),
            audit,
            ground.meters(),
            this::whyNotReady);
    var whatIf =
        new WhatIfPage(
            setup,
            new Questions(shelf, tables, looks, ground.clock()),
            ground.kafka(),
            ground.registry());
    pages.add(whatIf);
    var page = new DeskPage(routes(), setup);
    for (var below : List.of("/v1/rules", "/v1/patients", "/v1/associations", "/v1/staff")) {
      server.httpBelow(below, page);
    }
    server
        .http("/v1/devices", page)
        .http(StreamHealth.PATH, page)
        .http(StreamHealth.ENGINE_PATH, page)
        .http(WhatIfPage.PATH, whatIf);
  }

  private List<DeskPage.Route> routes() {
    var ledger = new CareLedger(ground.kafka(), ground.registry(), tables);
    var office = new RuleOffice(ground.kafka(), ground.registry(), shelf);
    var routes = new ArrayList<DeskPage.Route>();
    routes.addAll(new RuleRoutes(shelf, new RuleTests(), office, this::watched).routes());
    routes.addAll(
        new PatientRoutes(tables, ledger, () -> shelf.inForce().sets().keySet(), ground.clock())
            .routes());
    routes.addAll(new DeviceRoutes(tables, ledger, ground.clock()).routes());
    routes.addAll(new StaffRoutes(tables, ledger, ground.clock()).routes());
    routes.addAll(health.routes());
    return routes;
  }

  /** How many patients are judged by a rule set of an id. */
  private int watched(String id) {
    var book = shelf.inForce();
    var count = 0;
    for (var known : tables.patients().values()) {
      var profile = known.value().getProfile();
      if (profile.equals(id) || id.equals(book.of(profile).id().name())) {
        count++;
      }
    }
    return count;
  }

  /** Why its pages cannot be relied on yet; empty when they can. */
  public Optional<String> whyNotReady() {
    return shelf.whyNotReady().or(tables::whyNotReady);
  }

  @Override
  public void close() {
    workers.shutdownNow();
    pages.forEach(WhatIfPage::close);
    health.close();
    looks.close();
    tables.close();
    shelf.close();
  }
}
