package dev.wardstream.cli.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.Main;
import dev.wardstream.desk.log.LogReader;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.embedded.registry.EmbeddedRegistry;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.OffsetRange;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.RuleSetRef;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.RegistryClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command on a cluster of its own: what was written is shown, and the look is on record. */
class WhyIT {
  private static final Instant T = Instant.parse("2026-11-21T10:00:20Z");
  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;
  private static RecordMetadata reading;

  private record Run(int code, String out, String err) {}

  @BeforeAll
  static void write() {
    kafka = EmbeddedKafka.builder().start();
    registry =
        EmbeddedRegistry.start(
            kafka.bootstrapServers(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try (var admin = Admin.create(client())) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    var values =
        List.of(new Measurement(Vital.SPO2, "88.0", null), new Measurement(Vital.HR, "72", null));
    reading =
        put(
            Topics.VITALS_READINGS,
            DeviceReadings.class,
            new DeviceReadings(
                "mon-7", 1L, 1L, List.of(new Reading(T, values, ReadingStatus.FINAL, null)), 0));
    put(Topics.ALERTS_EVENTS, AlertEvent.class, raised());
  }

  private static AlertEvent raised() {
    return AlertEvent.newBuilder()
        .setAlertId("alert-1")
        .setSeq(1)
        .setOccurrence(1)
        .setPatient("p-3")
        .setFamily("SPO2_LOW")
        .setType(AlertEventType.RAISED)
        .setSeverity(Severity.MEDIUM)
        .setEventTime(T)
        .setEmittedAt(T.plusMillis(131))
        .setValue("88")
        .setLimit("< 90")
        .setOpen(true)
        .setAcked(false)
        .setLatched(false)
        .setRetrospective(false)
        .setAnnunciated(false)
        .setTier(0)
        .setRuleSet(new RuleSetRef("adult-continuous", 4, "0f1e2d3c4b5a6978"))
        .setReadings(
            List.of(
                new OffsetRange(
                    reading.topic(), reading.partition(), reading.offset(), reading.offset())))
        .build();
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private static <T extends SpecificRecord> RecordMetadata put(
      Topic topic, Class<T> type, T value) {
    try (var schemas = new RegistryClient(registry.uri());
        var producer =
            new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer())) {
      var bytes = AvroSerde.of(topic, type, schemas).serializer().encode(value);
      return producer.send(new ProducerRecord<>(topic.name(), "p-3", bytes)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("not written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  private static Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of("--bootstrap", kafka.bootstrapServers(), "--registry", registry.uri().toString()));
    var code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(new String[0]));
    return new Run(code, out.toString(), err.toString());
  }

  @Test
  void showsTheReadingsThatDecided() {
    var run = run("why", "alert-1");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("SPO2_LOW of p-3, open, MEDIUM", "88 < 90", "adult-continuous version 4")
        .contains(reading.topic() + "/" + reading.partition() + "/" + reading.offset())
        .contains("spo2 88.0*  hr 72");
  }

  @Test
  void printsJsonForMachines() {
    var run = run("why", "alert-1", "--patient", "p-3", "--json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("{\"alert\":{\"alertId\":\"alert-1\"")
        .contains("\"values\":{\"spo2\":\"88.0\",\"hr\":\"72\"},\"deciding\":[\"spo2\"]");
  }

  @Test
  void anAlertThatIsNotThereFailsAndIsOnRecord() {
    var missing = run("why", "alert-2");

    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("No alert alert-2 in the log");
    assertThat(looks())
        .anyMatch(look -> !look.getAllowed() && "no such alert".equals(look.getReason()));
  }

  private static List<AccessRecord> looks() {
    var looks = new ArrayList<AccessRecord>();
    try (var schemas = new RegistryClient(registry.uri());
        var reader = LogReader.of(kafka.bootstrapServers(), Topics.AUDIT_ACCESS.name())) {
      var decoder = AvroSerde.of(Topics.AUDIT_ACCESS, AccessRecord.class, schemas).deserializer();
      reader.read(
          reader.everything(), record -> looks.add(decoder.decode(record.value())), _ -> {});
    }
    return looks;
  }
}
