package dev.wardstream.desk;

import dev.wardstream.desk.log.LogReader;
import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.audit.Refusals;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A desk behind a real port, on a real broker. Used by the test's thread. */
final class Node implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
  final InMemoryRegistry registry = new InMemoryRegistry();
  private final Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
  private final TokenMint mint;
  private final Refusals audit;
  private final DeskService desk;
  private final EdgeServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  Node() {
    try (var admin = Admin.create(client)) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    var clock = Clock.systemUTC();
    var rules = new TokenRules("wardstream", "wardstream", Duration.ofMinutes(15), Duration.ZERO);
    mint = TokenMint.temporary(rules, clock);
    var meters = new SimpleMeterRegistry();
    audit = Refusals.open(client, registry, meters, clock);
    desk =
        DeskService.open(
            new DeskService.Ground(client, registry, meters, clock, "wardstream-alerts"));
    var tokens = mint.verifier();
    var settings = Settings.of("X_", Map.of("X_PORT", "0"));
    var builder = EdgeServer.builder(EdgeConfig.from(settings, 0)).clock(clock);
    desk.serve(builder, tokens, audit);
    server = builder.start(tokens);
    Awaitility.await().atMost(DEADLINE).until(() -> desk.whyNotReady().isEmpty());
  }

  /** An answer. */
  record Answer(int status, JsonNode body) {
    String code() {
      return body.at("/error/code").asString("");
    }

    String path() {
      return body.at("/error/path").asString("");
    }
  }

  String token(String subject, Role role, String... wards) {
    var principal =
        new Principal(subject, Set.of(role), Set.of(wards), Set.of(), Set.of(), Instant.EPOCH);
    return mint.issue(principal, Duration.ofMinutes(10));
  }

  Answer get(@Nullable String token, String path) throws IOException, InterruptedException {
    return ask(token, "GET", path, null);
  }

  Answer post(@Nullable String token, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    return ask(token, "POST", path, body);
  }

  Answer put(@Nullable String token, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    return ask(token, "PUT", path, body);
  }

  private Answer ask(
      @Nullable String token, String method, String path, @Nullable Map<String, ?> body)
      throws IOException, InterruptedException {
    var answer = http.send(request(token, method, path, body), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }

  /** Every line of an answer that comes in lines. */
  List<JsonNode> lines(String token, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    var answer = http.send(request(token, "POST", path, body), BodyHandlers.ofLines());
    return answer.body().map(JSON::readTree).toList();
  }

  private HttpRequest request(
      @Nullable String token, String method, String path, @Nullable Map<String, ?> body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(DEADLINE)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  /** Writes a record as somebody else does. */
  <T extends SpecificRecord> void write(Topic topic, Class<T> type, String key, @Nullable T value) {
    write(topic, type, key, value, null);
  }

  <T extends SpecificRecord> void write(
      Topic topic, Class<T> type, String key, @Nullable T value, @Nullable Instant at) {
    var serializer = AvroSerde.of(topic, type, registry).serializer();
    try (var producer = new KafkaProducer<>(client, new StringSerializer(), serializer)) {
      var millis = at == null ? null : at.toEpochMilli();
      var _ = producer.send(new ProducerRecord<>(topic.name(), null, millis, key, value));
      producer.flush();
    }
  }

  /** Somebody's heart rate arrived then. */
  void measured(String patient, Instant at) {
    var value = new Measurement(Vital.HR, "72", null);
    var put =
        DeviceReadings.newBuilder()
            .setDevice("mon-1")
            .setBoot(1)
            .setSeq(at.toEpochMilli())
            .setReadings(List.of(new Reading(at, List.of(value), ReadingStatus.FINAL, null)))
            .build();
    write(Topics.VITALS_READINGS, DeviceReadings.class, patient, put, at);
  }

  /** What is on record, as {@code what resource allowed}. */
  List<String> onRecord() {
    var values = AvroSerde.of(Topics.AUDIT_ACCESS, AccessRecord.class, registry).deserializer();
    var lines = new ArrayList<String>();
    try (var reader = LogReader.of(client, Topics.AUDIT_ACCESS.name())) {
      reader.read(
          reader.everything(),
          record -> {
            var its = values.decode(record.value());
            lines.add(
                "%s %s %s %s"
                    .formatted(
                        its.getSubject(), its.getWhat(), its.getResource(), its.getAllowed()));
          },
          _ -> {});
    }
    return lines;
  }

  void awaitOnRecord(String line) {
    Awaitility.await().atMost(DEADLINE).until(() -> onRecord().contains(line));
  }

  @Override
  public void close() {
    server.close();
    desk.close();
    audit.close();
    http.close();
    kafka.close();
  }
}
