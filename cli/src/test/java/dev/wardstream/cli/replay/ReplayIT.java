package dev.wardstream.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.desk.log.LogReader;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String TOPIC = Topics.CARE_PATIENTS.name();
  private static final InMemoryRegistry REGISTRY = new InMemoryRegistry();
  private static EmbeddedKafka kafka;

  @TempDir private Path folder;

  /** One partition: anna at 0, bert at 1, an aborted one and its marker, anna gone, nonsense. */
  @BeforeAll
  static void write() throws ExecutionException, InterruptedException {
    kafka = EmbeddedKafka.builder().start();
    var address = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    try (var admin = Admin.create(address)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    var config = new HashMap<>(address);
    config.put("transactional.id", "replay-it");
    try (var producer =
            new KafkaProducer<String, byte @Nullable []>(
                config, new StringSerializer(), new ByteArraySerializer());
        var patients =
            AvroSerde.of(Topics.CARE_PATIENTS, CarePatient.class, REGISTRY).serializer()) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, 0, "anna", patients.serialize(TOPIC, patient("1")));
      send(producer, 1, "bert", patients.serialize(TOPIC, patient("2")));
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, 2, "aborted", patients.serialize(TOPIC, patient("3")));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, 3, "anna", null);
      send(producer, 4, "odd", "nonsense".getBytes(StandardCharsets.UTF_8));
      producer.commitTransaction();
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static CarePatient patient(String bed) {
    return CarePatient.newBuilder()
        .setWard("icu-1")
        .setBed(bed)
        .setName("Says \"hi\", twice")
        .setAgeYears(64)
        .build();
  }

  private static void send(
      KafkaProducer<String, byte @Nullable []> producer,
      int minutes,
      String key,
      byte @Nullable [] value) {
    var at = NOON.plusSeconds(60L * minutes).toEpochMilli();
    var sent =
        producer.send(new ProducerRecord<String, byte @Nullable []>(TOPIC, 0, at, key, value));
    assertThat(sent).isNotNull();
  }

  private List<String> replay(Selection selection, ReplayCommand.Format format) throws IOException {
    var out = folder.resolve("out");
    try (var reader = LogReader.of(kafka.bootstrapServers(), TOPIC)) {
      var request = new Manifest.Request(TOPIC, "id", null, null, selection.patient(), "x");
      new Replay(Topics.CARE_PATIENTS, selection, reader, REGISTRY).run(request, format, out);
    }
    return Files.readAllLines(out);
  }

  private static List<String> keys(List<String> lines) {
    var keys = new ArrayList<String>();
    for (var line : lines) {
      keys.add(line.replaceAll(".*\"key\":\"([^\"]*)\".*", "$1"));
    }
    return keys;
  }

  @Test
  void readsAllThatIsCommittedAndNothingElse() throws IOException {
    var lines = replay(selection(null, null, null), ReplayCommand.Format.JSONL);
    assertThat(keys(lines)).containsExactly("anna", "bert", "anna", "odd");
    assertThat(lines.getFirst())
        .isEqualTo(
            "{\"at\":\"care.patients/0/0\",\"time\":\"2026-11-21T12:00:00Z\",\"key\":\"anna\","
                + "\"schema\":1,\"value\":{\"ward\":\"icu-1\",\"bed\":\"1\","
                + "\"name\":\"Says \\\"hi\\\", twice\",\"ageYears\":64,\"sex\":null,"
                + "\"profile\":\"adult-continuous\",\"pregnant\":false,\"paced\":false,"
                + "\"prescriptions\":[]}}");
    assertThat(lines.get(2)).contains("\"value\":null");
    assertThat(lines.get(3)).contains("\"unreadable\":", "\"bytes\":\"bm9uc2Vuc2U=\"");
  }

  @Test
  void boundsAreExactInTimeAndInOffsets() throws IOException {
    assertThat(
            keys(
                replay(
                    selection("2026-11-21T12:01:00Z", "2026-11-21T12:03:00Z", null),
                    ReplayCommand.Format.JSONL)))
        .containsExactly("bert");
    assertThat(keys(replay(selection("0:1", null, null), ReplayCommand.Format.JSONL)))
        .containsExactly("bert", "anna", "odd");
    assertThat(keys(replay(selection("0:0", "0:1", null), ReplayCommand.Format.JSONL)))
        .containsExactly("anna");
    assertThat(replay(selection("2026-11-22T00:00:00Z", null, null), ReplayCommand.Format.JSONL))
        .isEmpty();
  }

  @Test
  void aPatientIsReadAlone() throws IOException {
    assertThat(keys(replay(selection(null, null, "anna"), ReplayCommand.Format.JSONL)))
        .containsExactly("anna", "anna");
  }

  @Test
  void theTableHasAColumnPerFieldAndQuotesWhatItMust() throws IOException {
    var lines = replay(selection(null, null, null), ReplayCommand.Format.CSV);
    assertThat(lines.getFirst())
        .isEqualTo(
            "at,time,key,schema,ward,bed,name,ageYears,sex,profile,pregnant,paced,prescriptions,"
                + "unreadable");
    assertThat(lines.get(1))
        .isEqualTo(
            "care.patients/0/0,2026-11-21T12:00:00Z,anna,1,icu-1,1,"
                + "\"Says \"\"hi\"\", twice\",64,,adult-continuous,false,false,[],");
    assertThat(lines).hasSize(5);
  }

  @Test
  void theManifestSaysWhatWasRead() throws IOException, NoSuchAlgorithmException {
    replay(selection(null, null, "anna"), ReplayCommand.Format.JSONL);
    var sum =
        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve("out")));
    assertThat(Files.readString(folder.resolve("out.manifest.json")))
        .contains(
            "\"records\":2",
            "\"partitions\":[{\"partition\":0,\"from\":0,\"to\":8,\"first\":0,\"last\":5,",
            "\"schemas\":[1]",
            "\"sha256\":\"" + HexFormat.of().formatHex(sum) + "\"");
    assertThat(folder.resolve("out.part")).doesNotExist();
  }

  private static Selection selection(
      @Nullable String from, @Nullable String to, @Nullable String patient) {
    return new Selection(bound(from), bound(to), patient);
  }

  private static Bound bound(@Nullable String text) {
    return text == null ? new Bound.Open() : Bound.parse(text, NOON);
  }
}
