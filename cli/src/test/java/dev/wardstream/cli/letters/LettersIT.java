package dev.wardstream.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.Main;
import dev.wardstream.desk.log.LogReader;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.embedded.registry.EmbeddedRegistry;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.letters.LetterHead;
import dev.wardstream.schemas.letters.LetterMark;
import dev.wardstream.schemas.letters.LogPosition;
import dev.wardstream.schemas.registry.AvroSerde;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Letters of a cluster of its own: listed, shown without values, and written back once. */
class LettersIT {
  private static final Instant T = Instant.parse("2026-11-21T10:00:20Z");
  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;
  private static KafkaProducer<String, byte[]> producer;
  private static byte[] put;

  private record Run(int code, String out, String err) {}

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.builder().start();
    registry = EmbeddedRegistry.start(kafka.bootstrapServers());
    var client = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    try (var admin = Admin.create(client)) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, Map.of()));
      cluster.requireCoPartitioned(Topics.ALL);
    }
    producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    var reading =
        new Reading(
            T, List.of(new Measurement(Vital.SPO2, "87.654", null)), ReadingStatus.FINAL, null);
    try (var serializer =
        AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, registry.local()).serializer()) {
      put = serializer.encode(new DeviceReadings("mon-7", 1L, 42L, List.of(reading), 0));
    }
  }

  @AfterAll
  static void stop() {
    producer.close();
    registry.close();
    kafka.close();
  }

  private static RecordMetadata send(ProducerRecord<String, byte[]> record)
      throws ExecutionException, InterruptedException {
    return producer.send(record).get();
  }

  /** Sets a record of this key aside; returns the id of the letter. */
  private static String letter(Topic origin, long offset, String key, byte[] value)
      throws ExecutionException, InterruptedException {
    var record = new ProducerRecord<>(Topics.DEAD_LETTERS.name(), key, value);
    record.headers().add("traceparent", "of the original".getBytes(UTF_8));
    new LetterHead(
            "unusable",
            "java.lang.IllegalArgumentException",
            "87.654 is too much",
            new LogPosition(origin.name(), 3, offset),
            T,
            "letters-it",
            T.plusSeconds(1))
        .writeTo(record.headers());
    var at = send(record);
    return at.partition() + "-" + at.offset();
  }

  private static Run run(String... command) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = new ArrayList<>(List.of("letters"));
    words.addAll(List.of(command));
    words.addAll(
        List.of("--bootstrap", kafka.bootstrapServers(), "--registry", registry.uri().toString()));
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(Topic topic, String key) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var reader = LogReader.of(kafka.bootstrapServers(), topic.name())) {
      reader.read(reader.everything(), records::add, _ -> {});
    }
    return records.stream().filter(its -> key.equals(new String(its.key(), UTF_8))).toList();
  }

  @Test
  void listsWhatTheFiltersLetThrough() throws ExecutionException, InterruptedException {
    var id = letter(Topics.VITALS_READINGS, 100, "listed", put);

    assertThat(run("list", "--topic", "vitals.readings", "--reason", "unusable").out())
        .contains(id, "2026-11-21T10:00:21Z", "vitals.readings/3/100", "listed", put.length + " B")
        .doesNotContain("87.654");
    assertThat(run("list", "--json").out())
        .contains("\"id\":\"" + id + "\"", "\"origin\":\"vitals.readings/3/100\"")
        .doesNotContain("87.654");
    assertThat(run("list", "--since", "2026-11-22T00:00:00Z").out()).contains("No dead letters.");
    assertThat(run("list", "--topic", "chat.messages").out()).contains("No dead letters.");
  }

  @Test
  void showsVitalSignsOnlyWhenAsked() throws ExecutionException, InterruptedException {
    var id = letter(Topics.VITALS_READINGS, 101, "shown", put);

    assertThat(run("show", id).out())
        .contains("unusable, java.lang.IllegalArgumentException", "device: mon-7", "seq: 42")
        .contains("vital: SPO2", "remedy")
        .doesNotContain("87.654");
    assertThat(run("show", id, "--values").out()).contains("\"87.654\"", "87.654 is too much");
  }

  @Test
  void showsBytesThatAreNoRecordAsHex() throws ExecutionException, InterruptedException {
    var id = letter(Topics.VITALS_READINGS, 102, "hex", new byte[] {7, 0x1f, 0, 0, 0, 0});

    assertThat(run("show", id).out()).contains("BAD_MAGIC: 6 bytes", "a foreign writer");
    assertThat(run("show", id, "--values").out()).contains("BAD_MAGIC: 07 1f 00");
  }

  @Test
  void writesBackOnceHoweverOftenItIsAsked() throws ExecutionException, InterruptedException {
    var id = letter(Topics.VITALS_READINGS, 103, "back", put);

    assertThat(run("retry", id).out()).contains("would go back: " + id, "Dry run");
    assertThat(records(Topics.VITALS_READINGS, "back")).isEmpty();

    assertThat(run("retry", id, "--yes").out()).contains("1 went back");
    var again = run("retry", id, "--yes");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.out()).contains("was retried already", "0 went back");

    assertThat(records(Topics.VITALS_READINGS, "back"))
        .singleElement()
        .satisfies(record -> {
          assertThat(record.value()).isEqualTo(put);
          assertThat(record.timestamp()).isEqualTo(T.toEpochMilli());
          assertThat(record.partition()).isEqualTo(3);
          assertThat(record.headers())
              .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
              .containsExactly(
                  "traceparent=of the original",
                  LetterMark.RETRY_OF + "=dead.letters/" + id.replace('-', '/'));
        });
    assertThat(run("list", "--json").out()).contains("\"retriedAt\":\"vitals.readings/3/");
  }

  @Test
  void leavesAloneWhatATableHasANewerRecordOf() throws ExecutionException, InterruptedException {
    var topic = Topics.CARE_PATIENTS.name();
    var old = send(new ProducerRecord<>(topic, 3, "patient", new byte[] {1}));
    var id = letter(Topics.CARE_PATIENTS, old.offset(), "patient", new byte[] {1});
    send(new ProducerRecord<>(topic, 3, "patient", new byte[] {2}));

    assertThat(run("retry", id, "--yes").out()).contains("has a newer record of this key");
    assertThat(records(Topics.CARE_PATIENTS, "patient")).hasSize(2);
  }

  @Test
  void saysWhatIsWrongWithAnId() {
    assertThat(run("show", "x").err()).contains("PARTITION-OFFSET");
    assertThat(run("show", "0-999999").err()).contains("There is no letter 0-999999");
    assertThat(run("retry").err()).contains("--all");
    assertThat(run("list", "--since", "yesterday").err()).contains("2026-11-21T10:00:00Z");
  }
}
