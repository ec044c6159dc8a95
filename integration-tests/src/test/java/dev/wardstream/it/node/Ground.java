package dev.wardstream.it.node;

import dev.wardstream.desk.log.LogReader;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.embedded.registry.EmbeddedRegistry;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.AvroSerde;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** What ingest nodes stand on: a broker and a registry in this process, topics, and tokens. */
public final class Ground implements AutoCloseable {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  private final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
  private final EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers());
  private final TokenMint mint =
      TokenMint.temporary(TokenRules.from(Settings.of("", Map.of())), InstantSource.system());
  private final Path keys;

  /** Starts everything and creates the topics. */
  public Ground() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    try {
      keys = Files.createTempFile("wardstream-keys-", ".json");
      Files.writeString(keys, mint.keys().published().toString(true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of a node that stands here. */
  Map<String, String> settings() {
    return Map.of(
        "BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
        "REGISTRY_URL", registry.uri().toString(),
        "TOKEN_KEYS_FILE", keys.toString(),
        "UNENROLLED_DEVICES", "accepted");
  }

  /** A header that proves to be a device. */
  public String device(String device) {
    return bearer(device, Role.DEVICE, Set.of());
  }

  /** A header that proves to be a gateway of these devices. */
  public String gateway(String name, Set<String> devices) {
    return bearer(name, Role.GATEWAY, devices);
  }

  private String bearer(String subject, Role role, Set<String> devices) {
    var principal =
        new Principal(subject, Set.of(role), Set.of(), Set.of(), devices, Instant.EPOCH);
    return "Authorization: Bearer " + mint.issue(principal, TOKEN_LIFE);
  }

  /** Every put of a device without a patient, in log order. */
  public List<DeviceReadings> unassigned() {
    var topic = Topics.VITALS_UNASSIGNED;
    var puts = new ArrayList<DeviceReadings>();
    var serde = AvroSerde.of(topic, DeviceReadings.class, registry.local()).deserializer();
    try (var reader = LogReader.of(kafka.bootstrapServers(), topic.name())) {
      reader.read(reader.everything(), record -> puts.add(serde.decode(record.value())), _ -> {});
    }
    return puts;
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
    try {
      Files.delete(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
