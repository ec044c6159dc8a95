package dev.wardstream.push;

import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.audit.Refusals;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.push.why.WhyPage;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** A real broker with the topics, and a push service on a free port. */
final class Ward implements AutoCloseable {
  private static final TokenRules RULES =
      new TokenRules("wardstream", "wardstream", Duration.ofMinutes(15), Duration.ZERO);

  final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
  final InMemoryRegistry registry = new InMemoryRegistry();
  final TokenMint mint = TokenMint.temporary(RULES, Clock.systemUTC());
  final Records records;
  final Refusals refusals;
  PushService push;
  EdgeServer server;

  Ward() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    records = new Records(kafka.bootstrapServers(), registry);
    var kafkaClient = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    refusals = Refusals.open(kafkaClient, registry, new SimpleMeterRegistry(), Clock.systemUTC());
    push = open();
    server = serve();
    awaitReady();
  }

  private PushService open() {
    return PushService.open(
        PushConfig.on(kafka.bootstrapServers()),
        registry,
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }

  private EdgeServer serve() {
    var settings =
        Settings.of("X_", Map.of("X_PORT", "0", "X_HEARTBEAT", "PT1S", "X_WRITE_TIMEOUT", "PT4S"));
    return EdgeServer.builder(EdgeConfig.from(settings, 0))
        .endpoint(push.endpoint())
        .ready("push", push::whyNotReady)
        .refusals(refusals)
        .httpBelow(WhyPage.BELOW, push.whyPage(mint.verifier()))
        .start(mint.verifier());
  }

  /** Stops the push service and starts a new one that knows nothing. */
  void restart() {
    server.close();
    push.close();
    push = open();
    server = serve();
    awaitReady();
  }

  void awaitReady() {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> push.whyNotReady().isEmpty());
  }

  TestSubscriber nurse(String... wards) {
    return connect("nurse-1", Role.NURSE, Set.of(wards));
  }

  TestSubscriber connect(String subject, Role role, Set<String> wards) {
    var principal = new Principal(subject, Set.of(role), wards, Set.of(), Set.of(), Instant.EPOCH);
    return TestSubscriber.connect(server.port(), mint.issue(principal, Duration.ofMinutes(5)));
  }

  @Override
  public void close() {
    server.close();
    push.close();
    refusals.close();
    records.close();
    kafka.close();
  }
}
