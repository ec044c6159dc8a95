package dev.wardstream.push;

import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.Refusals;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** A real broker with the topics, and a push service on a free port. */
final class Ward implements AutoCloseable {
  private static final TokenRules RULES =
      new TokenRules("wardstream", "wardstream", Duration.ofMinutes(15), Duration.ZERO);

  final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
  final InMemoryRegistry registry = new InMemoryRegistry();
  final TokenMint mint = TokenMint.temporary(RULES, Clock.systemUTC());
  final TestStanding standing = new TestStanding();
  final TokenVerifier tokens =
      new TokenVerifier(List.of(mint.issuer()), standing, Clock.systemUTC());
  final Records records;
  final Refusals refusals;
  final TestClock clock = new TestClock();
  SimpleMeterRegistry meters = new SimpleMeterRegistry();
  PushService push;
  EdgeServer server;

  Ward() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    records = new Records(kafka.bootstrapServers(), registry);
    refusals = Refusals.open(client(), registry, new SimpleMeterRegistry(), Clock.systemUTC());
    push = open();
    server = serve(push);
    awaitReady();
  }

  private PushService open() {
    meters = new SimpleMeterRegistry();
    return open(meters);
  }

  private PushService open(MeterRegistry into) {
    var settings = Settings.of("X_", Map.of("X_LINGER", "PT0.2S", "X_SHOWN_EVERY", "PT0.2S"));
    return PushService.open(PushConfig.from(client(), 256, settings), registry, into, clock);
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  /** Partitions that are followed because somebody watches them. */
  int partitionsOnDemand() {
    return (int) meters.get("wardstream.push.partitions").gauge().value();
  }

  /** A topic is deleted and made again. */
  void recreate(Topic topic) {
    try (var admin = Admin.create(client())) {
      admin
          .deleteTopics(List.of(topic.name()))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
      var cluster = new Cluster(admin);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !admin.listTopics().names().get().contains(topic.name()));
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
  }

  /** The log of a topic forgets everything. */
  void forget(Topic topic) {
    try (var admin = Admin.create(client())) {
      var all =
          IntStream.range(0, Size.SMALL.partitions())
              .boxed()
              .collect(
                  Collectors.toMap(
                      partition -> new TopicPartition(topic.name(), partition),
                      _ -> RecordsToDelete.beforeOffset(-1)));
      admin.deleteRecords(all).all().toCompletionStage().toCompletableFuture().join();
    }
  }

  private EdgeServer serve(PushService push) {
    var settings =
        Settings.of("X_", Map.of("X_PORT", "0", "X_HEARTBEAT", "PT1S", "X_WRITE_TIMEOUT", "PT4S"));
    var builder =
        EdgeServer.builder(EdgeConfig.from(settings, 0))
            .endpoint(push.endpoint())
            .ready("push", push::whyNotReady)
            .refusals(refusals);
    push.addPages(builder, tokens, refusals);
    return builder.start(tokens);
  }

  /** Stops the push service and starts a new one that knows nothing. */
  void restart() {
    server.close();
    push.close();
    push = open();
    server = serve(push);
    awaitReady();
  }

  /** A second push service on the same broker. */
  final class Node implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PushService push = open(meters);
    private final EdgeServer server = serve(push);

    private Node() {
      awaitReady(push);
    }

    TestSubscriber connect(String subject, String... wards) {
      return TestSubscriber.connect(server.port(), token(subject, Role.NURSE, Set.of(wards)));
    }

    @Override
    public void close() {
      server.close();
      push.close();
    }
  }

  Node another() {
    return new Node();
  }

  void awaitReady() {
    awaitReady(push);
  }

  private static void awaitReady(PushService push) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> push.whyNotReady().isEmpty());
  }

  TestSubscriber nurse(String... wards) {
    return connect("nurse-1", Role.NURSE, Set.of(wards));
  }

  TestSubscriber connect(String subject, Role role, Set<String> wards) {
    return TestSubscriber.connect(server.port(), token(subject, role, wards));
  }

  private String token(String subject, Role role, Set<String> wards) {
    var principal = new Principal(subject, Set.of(role), wards, Set.of(), Set.of(), Instant.EPOCH);
    return mint.issue(principal, Duration.ofMinutes(5));
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
