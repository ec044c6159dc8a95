package dev.wardstream.ingest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.audit.Refusals;
import dev.wardstream.edge.devices.DeviceCertificates;
import dev.wardstream.edge.devices.DevicePages;
import dev.wardstream.edge.devices.Devices.Strangers;
import dev.wardstream.edge.devices.Enrolment;
import dev.wardstream.edge.http.BodyLimits;
import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.ingest.record.RecorderConfig;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.EnrolledDevice;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** A node as an operator would run it: devices must be enrolled, refusals are recorded. */
final class DeviceWard implements AutoCloseable {
  /** Ahead of the system by what the test says. */
  static final class Clock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    void advance(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }

  private static final TokenRules RULES =
      new TokenRules("wardstream", "wardstream", Duration.ofMinutes(15), Duration.ofSeconds(10));

  final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
  final InMemoryRegistry registry = new InMemoryRegistry();
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Clock clock = new Clock();
  final TokenMint mint = TokenMint.temporary(RULES, clock);
  final Records records;
  final Refusals refusals;
  final IngestService service;
  final Enrolment enrolment;
  final EdgeServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AccessRecord> audit = new CopyOnWriteArrayList<>();
  private final CompactedTable<AccessRecord> following;

  DeviceWard(Map<String, String> settings) {
    var client = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    try (var admin = Admin.create(client)) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    records = new Records(client, registry);
    refusals = Refusals.open(client, registry, metrics, InstantSource.system());
    var recorder = RecorderConfig.from(Settings.of("T_", Map.of()));
    service = IngestService.open(client, registry, recorder, metrics, InstantSource.system());
    following =
        CompactedTable.open(
            client,
            Topics.AUDIT_ACCESS.name(),
            AvroSerde.of(Topics.AUDIT_ACCESS, AccessRecord.class, registry).deserializer(),
            (_, row) -> {
              if (row != null) {
                audit.add(row.value());
              }
            });
    enrolment = new Enrolment(client, registry, clock);
    server = serve(settings);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> service.readiness().values().stream().allMatch(why -> why.get().isEmpty()));
  }

  private EdgeServer serve(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("T_PORT", "0");
    all.put("T_DEVICE_RATE", "100000");
    var tokens = mint.verifier(service.devices().standing(Strangers.REFUSED));
    var pages = new DevicePages.Setup(service.devices(), enrolment, mint, refusals, clock);
    var builder =
        EdgeServer.builder(EdgeConfig.from(Settings.of("T_", all), 0))
            .endpoint(service.endpoint())
            .certificates(new DeviceCertificates(service.devices()))
            .httpBelow(DevicePages.BELOW, new DevicePages(pages, tokens))
            .refusals(refusals)
            .metrics(metrics);
    service.addPages(builder, tokens, refusals, BodyLimits.DEFAULT);
    return builder.start(tokens);
  }

  /** A token of the issuer that is trusted beside the device pages. */
  String token(String subject, Role role, Set<String> devices) {
    return mint.issue(
        new Principal(subject, Set.of(role), Set.of(), Set.of(), devices, Instant.EPOCH),
        Duration.ofMinutes(10));
  }

  /** To a page of the devices. */
  HttpResponse<String> post(String path, String body, String... headers) {
    return postTo("/v1/devices/" + path, body, headers);
  }

  HttpResponse<String> postTo(String path, String body, String... headers) {
    var uri = URI.create("http://127.0.0.1:" + server.port() + path);
    var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(path, e);
    }
  }

  /** Waits until this node knows a change of a device. */
  void awaitKnown(String device, Predicate<EnrolledDevice> change) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          var row = service.devices().find(device);
          return row != null && change.test(row);
        });
  }

  static String enrolBody(String device, String code, ECKey key) {
    return "{\"device\":\"%s\",\"code\":\"%s\",\"key\":%s}"
        .formatted(device, code, key.toPublicJWK().toJSONString());
  }

  /** A good assertion, changed by the test. */
  String assertion(String device, ECKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(device)
            .subject(device)
            .audience("wardstream")
            .jwtID(java.util.UUID.randomUUID().toString())
            .expirationTime(Date.from(clock.instant().plusSeconds(30)));
    try {
      var signed = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), change.apply(claims).build());
      signed.sign(new ECDSASigner(key));
      return signed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> exchange(String assertion) {
    return post(
        "token",
        "grant_type=client_credentials&client_assertion_type="
            + URLEncoder.encode(
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
            + "&client_assertion="
            + assertion,
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  <T extends SpecificRecord> List<ConsumerRecord<String, T>> read(Topic topic, Class<T> type) {
    return records.read(topic, type);
  }

  /** What is on record so far, as far as it is known here. */
  List<AccessRecord> audit() {
    return List.copyOf(audit);
  }

  /** Waits for a refusal on record, of anybody. */
  AccessRecord awaitRefusal(String what, String resource) {
    return awaitRefusal(_ -> true, what, resource);
  }

  /** Waits for a refusal on record. */
  AccessRecord awaitRefusal(String subject, String what, String resource) {
    return awaitRefusal(subject::equals, what, resource);
  }

  private AccessRecord awaitRefusal(Predicate<String> subject, String what, String resource) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                audit.stream()
                    .filter(r -> r.getWhat().equals(what) && r.getResource().equals(resource))
                    .filter(r -> subject.test(r.getSubject()))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  @Override
  public void close() {
    server.close();
    service.close();
    refusals.close();
    following.close();
    http.shutdownNow();
    kafka.close();
  }
}
