package dev.wardstream.it;

import dev.wardstream.cli.platform.Platform;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.desk.log.LogReader;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.embedded.KafkaCluster;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.registry.AvroSerde;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running platform as a test sees it: admits patients, connects people and devices, reads the
 * log. Used by the test's thread.
 */
final class World implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  private final Platform platform;
  private long probes;

  private World(Platform platform) {
    this.platform = platform;
  }

  /** Everything in this process on a broker from {@link Clusters}, nothing kept. */
  static World start() {
    return start(PlatformConfig.ephemeral().on(Clusters.start()));
  }

  static World start(PlatformConfig config) {
    return new World(Platform.start(config));
  }

  Platform platform() {
    return platform;
  }

  KafkaCluster cluster() {
    return platform.kafka();
  }

  /** Puts a patient into a bed; returns when the push service knows. */
  void admit(String patient, String ward, String bed) {
    var record =
        CarePatient.newBuilder().setWard(ward).setBed(bed).setName("Test " + patient).build();
    write(Topics.CARE_PATIENTS, CarePatient.class, patient, record);
    Awaitility.await()
        .atMost(WireClient.DEADLINE)
        .until(() -> census(ward).stream().anyMatch(patient::equals));
  }

  private List<String> census(String ward) {
    try (var nurse = nurse(ward)) {
      int sub =
          nurse
              .ask(EndToEndIT.sub("wards/" + ward + "/census", "\"snapshot\""))
              .at("/ok/sub")
              .asInt();
      nurse.await(line -> line.path("sub").asInt(-1) == sub && line.has("live"));
      return nurse.snapshot(sub).stream().map(item -> item.at("/data/patient").asString()).toList();
    }
  }

  /** Puts a device on a patient, from long ago; returns when the ingest service knows. */
  void associate(String device, String patient) {
    var interval =
        AssociationInterval.newBuilder()
            .setPatient(patient)
            .setFrom(Instant.parse("2025-01-01T00:00:00Z"))
            .build();
    var record = DeviceAssociations.newBuilder().setIntervals(List.of(interval)).build();
    write(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class, device, record);
    try (var client = device(device)) {
      Awaitility.await().atMost(WireClient.DEADLINE).until(() -> isAssigned(client, device));
    }
  }

  /** Tries with a temperature, which no rule in force looks at, in a boot before the test's. */
  private boolean isAssigned(WireClient client, String device) {
    var answer =
        client.ask(
            "\"put\":{\"device\":\"%s\",\"boot\":0,\"seq\":%d,\"readings\":[{\"t\":%d,\"temp\":37}]}"
                .formatted(device, ++probes, System.currentTimeMillis()));
    return answer.at("/ok/at/0").asString("").startsWith(Topics.VITALS_READINGS.name() + "/");
  }

  /** Makes a room; returns when a member may write. */
  void room(String room, List<String> members) {
    write(
        Topics.CARE_ROOMS, CareRoom.class, room, CareRoom.newBuilder().setMembers(members).build());
    try (var member = person(members.getFirst(), Role.NURSE, "none")) {
      Awaitility.await()
          .atMost(WireClient.DEADLINE)
          .until(() -> member.ask("\"typing\":{\"room\":\"%s\"}".formatted(room)).has("ok"));
    }
  }

  private <T extends SpecificRecord> void write(Topic topic, Class<T> type, String key, T value) {
    var settings =
        Map.<String, Object>of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            platform.bootstrapServers(),
            ProducerConfig.ACKS_CONFIG,
            "all");
    var serializer = AvroSerde.of(topic, type, platform.registry()).serializer();
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
      var _ = producer.send(new ProducerRecord<>(topic.name(), key, value));
      producer.flush();
    }
  }

  /** A device on its own socket to ingest. */
  WireClient device(String device) {
    return WireClient.bearer(
        platform.socket("/v1/ingest"), token(device, Role.DEVICE, Set.of(), Set.of()));
  }

  /** A gateway that may write for several devices. */
  WireClient gateway(List<String> devices) {
    return WireClient.bearer(
        platform.socket("/v1/ingest"),
        token("gateway-1", Role.GATEWAY, Set.of(), Set.copyOf(devices)));
  }

  /** A person who writes: chat and actions. */
  WireClient person(String subject, Role role, String ward) {
    return WireClient.hello(
        platform.socket("/v1/ingest"), token(subject, role, Set.of(ward), Set.of()));
  }

  /** A person who watches. */
  WireClient watcher(String subject, Role role, String ward) {
    return WireClient.hello(
        platform.socket("/v1/push"), token(subject, role, Set.of(ward), Set.of()));
  }

  /** A nurse who watches a ward. */
  WireClient nurse(String ward) {
    return watcher("nurse-of-" + ward, Role.NURSE, ward);
  }

  String token(String subject, Role role, Set<String> wards, Set<String> devices) {
    var principal = new Principal(subject, Set.of(role), wards, Set.of(), devices, Instant.EPOCH);
    return platform.mint().issue(principal, TOKEN_LIFE);
  }

  /** Waits until the rules have considered what stands at a position of {@code vitals.readings}. */
  void awaitDecided(String position) {
    var parts = position.split("/", -1);
    int partition = Integer.parseInt(parts[1]);
    long offset = Long.parseLong(parts[2]);
    Awaitility.await().atMost(WireClient.DEADLINE).until(() -> decidedUpTo(partition) >= offset);
  }

  private long decidedUpTo(int partition) {
    var latest =
        AvroSerde.of(Topics.VITALS_LATEST, VitalsLatest.class, platform.registry()).deserializer();
    long upTo = -1;
    for (var entry : log(Topics.VITALS_LATEST)) {
      if (entry.partition() == partition) {
        upTo = Math.max(upTo, latest.decode(entry.value()).getUpTo());
      }
    }
    return upTo;
  }

  /** Sequence numbers of a device in the log, boot 1 alone, in log order. */
  List<Long> loggedSeqs(String device) {
    var readings =
        AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, platform.registry())
            .deserializer();
    return log(Topics.VITALS_READINGS).stream()
        .map(entry -> readings.decode(entry.value()))
        .filter(put -> put.getDevice().equals(device) && put.getBoot() == 1)
        .map(DeviceReadings::getSeq)
        .toList();
  }

  /** What the platform answers a doctor of the ward; the last line where there are several. */
  JsonNode http(String ward, String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(platform.uri().resolve(path))
            .header("Authorization", "Bearer " + token("dr", Role.DOCTOR, Set.of(ward), Set.of()))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
      return JSON.readTree(answer.lines().toList().getLast());
    }
  }

  /** Alert events of a patient and family in order. */
  List<AlertEvent> alertEvents(String patient, String family) {
    var events =
        AvroSerde.of(Topics.ALERTS_EVENTS, AlertEvent.class, platform.registry()).deserializer();
    return log(Topics.ALERTS_EVENTS).stream()
        .map(entry -> events.decode(entry.value()))
        .filter(event -> event.getPatient().equals(patient) && event.getFamily().equals(family))
        .toList();
  }

  /** The events that those who acknowledged an alert had before their eyes. */
  List<@Nullable Long> acknowledgedAsOf(String alert) {
    var actions =
        AvroSerde.of(Topics.ALERTS_ACTIONS, AlertAction.class, platform.registry()).deserializer();
    return log(Topics.ALERTS_ACTIONS).stream()
        .map(entry -> actions.decode(entry.value()))
        .filter(action -> action.getAction() == ActionKind.ACK)
        .filter(action -> action.getAlertId().equals(alert))
        .<@Nullable Long>map(AlertAction::getAsOf)
        .toList();
  }

  /** What a test looks at of a record. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record LogEntry(int partition, byte[] value) {}

  private List<LogEntry> log(Topic topic) {
    var entries = new ArrayList<LogEntry>();
    try (var reader = LogReader.of(platform.bootstrapServers(), topic.name())) {
      reader.read(
          reader.everything(),
          record -> {
            if (record.value() != null) {
              entries.add(new LogEntry(record.partition(), record.value()));
            }
          },
          _ -> {});
    }
    return entries;
  }

  @Override
  public void close() {
    platform.close();
  }
}
