package dev.wardstream.ingest;

import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.http.BodyLimits;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.ingest.record.RecorderConfig;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** A broker, an ingest node and a token mint in this process. */
final class Ward implements AutoCloseable {
  final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
  final InMemoryRegistry registry = new InMemoryRegistry();
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final IngestService service;
  final EdgeServer server;
  private final TokenMint mint;

  Ward(String... settings) {
    createTopics();
    var environment = new HashMap<String, String>(Map.of("T_PORT", "0"));
    for (var whose : List.of("DEVICE", "CONNECTION", "ADDRESS")) { // tests of other things
      environment.put("T_" + whose + "_RATE", "1000000");
      environment.put("T_" + whose + "_BYTE_RATE", "1000000000");
    }
    environment.put("T_MAX_REQUESTS_PER_PRINCIPAL", "1000");
    for (var i = 0; i < settings.length; i += 2) {
      environment.put("T_" + settings[i], settings[i + 1]);
    }
    var read = Settings.of("T_", environment);
    var edge = EdgeConfig.from(read, 0);
    var recorder = RecorderConfig.from(read);
    var bodies = BodyLimits.from(read);
    read.refuseUnknown();
    mint = TokenMint.temporary(edge.rules(), InstantSource.system());
    service = IngestService.open(client(), registry, recorder, metrics, InstantSource.system());
    var builder = EdgeServer.builder(edge).endpoint(service.endpoint()).metrics(metrics);
    service.readiness().forEach(builder::ready);
    service.addPages(builder, mint.verifier(), RefusalLog.NONE, bodies);
    server = builder.start(mint.verifier());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> service.readiness().values().stream().allMatch(why -> why.get().isEmpty()));
  }

  private void createTopics() {
    try (var admin = Admin.create(client())) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
  }

  Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  Records records() {
    return new Records(client(), registry);
  }

  /** Writes one record and waits until it is there. */
  <T extends SpecificRecord> void write(Topic topic, Class<T> type, String key, T value) {
    records().write(topic, type, key, value);
  }

  /** Everything that is in a topic now. */
  <T extends SpecificRecord> List<ConsumerRecord<String, T>> read(Topic topic, Class<T> type) {
    return records().read(topic, type);
  }

  String token(String subject, Role role, Set<String> devices, Set<String> patients) {
    return token(new Principal(subject, Set.of(role), Set.of(), patients, devices, Instant.EPOCH));
  }

  String token(Principal principal) {
    return mint.issue(principal, Duration.ofMinutes(10));
  }

  String device(String subject) {
    return token(subject, Role.DEVICE, Set.of(), Set.of());
  }

  Client connect(String token) {
    return Client.connect(server.port(), token);
  }

  @Override
  public void close() {
    server.close();
    service.close();
    kafka.close();
  }
}
