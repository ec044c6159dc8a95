package dev.wardstream.benchmarks;

import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.ingest.IngestService;
import dev.wardstream.ingest.record.RecorderConfig;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The ingest service alone, as an ingest node runs it, with {@value #DEVICES} associated devices
 * {@code mon-0…}. Says its address and a gateway's token when ready.
 */
final class IngestPart {
  static final int DEVICES = 64;

  private IngestPart() {}

  static void main(String[] arguments) {
    var registry = new InMemoryRegistry();
    associate(arguments[0], registry);
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var settings = Settings.of("", Map.of("PORT", "0"));
    var rules = TokenRules.from(settings);
    var mint = TokenMint.temporary(rules, InstantSource.system());
    var service =
        IngestService.open(
            Map.of("bootstrap.servers", arguments[0]),
            registry,
            RecorderConfig.from(settings),
            metrics,
            InstantSource.system());
    var server =
        EdgeServer.builder(EdgeConfig.from(settings, 0))
            .endpoint(service.endpoint())
            .metrics(metrics)
            .start(mint.verifier());
    while (service.readiness().values().stream().anyMatch(why -> why.get().isPresent())) {
      Thread.onSpinWait();
    }
    var address = "ws://127.0.0.1:%d/v1/ingest".formatted(server.port());
    Child.serve(address + " " + mint.issue(gateway(), Duration.ofHours(1)), question -> "?");
    server.close();
    service.close();
  }

  private static Principal gateway() {
    var devices = IntStream.range(0, DEVICES).mapToObj(i -> "mon-" + i).collect(Collectors.toSet());
    return new Principal(
        "gateway", Set.of(Role.GATEWAY), Set.of(), Set.of(), devices, Instant.EPOCH);
  }

  static void associate(String bootstrapServers, SchemaRegistry registry) {
    var serializer =
        AvroSerde.of(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class, registry).serializer();
    var settings =
        Map.<String, Object>of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all");
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
      for (int i = 0; i < DEVICES; i++) {
        var interval =
            AssociationInterval.newBuilder().setPatient("p-" + i).setFrom(Instant.EPOCH).build();
        var record = DeviceAssociations.newBuilder().setIntervals(List.of(interval)).build();
        var unused =
            producer.send(
                new ProducerRecord<>(Topics.CARE_ASSOCIATIONS.name(), "mon-" + i, record));
      }
      producer.flush();
    }
  }
}
