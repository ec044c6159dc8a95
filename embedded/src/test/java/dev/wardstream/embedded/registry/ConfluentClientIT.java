package dev.wardstream.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.RegistryClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericData;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Confluent's own registry client, as Apache Flink ships it, against our registry and bytes. */
class ConfluentClientIT {
  private static final String SUBJECT = Topics.VITALS_READINGS.subject();
  private static final DeviceReadings READINGS =
      new DeviceReadings(
          "monitor-7",
          3L,
          41L,
          List.of(
              new Reading(
                  Instant.ofEpochMilli(1_763_000_000_000L),
                  List.of(new Measurement(Vital.SPO2, "89", null)),
                  ReadingStatus.FINAL,
                  null)),
          0);

  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;
  private static RegistryClient ours;
  private static CachedSchemaRegistryClient confluents;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.builder().start();
    registry = EmbeddedRegistry.start(kafka.bootstrapServers());
    ours = new RegistryClient(registry.uri());
    confluents = new CachedSchemaRegistryClient(registry.uri().toString(), 100);
  }

  @AfterAll
  static void stop() throws Exception {
    confluents.close();
    ours.close();
    registry.close();
    kafka.close();
  }

  @Test
  void confluentsClientDecodesWhatWeWrote() throws Exception {
    var bytes = new ByteArrayInputStream(serde().serializer().encode(READINGS));
    var schema = coder().readSchema(bytes);
    var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    var record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    assertThat(record)
        .hasToString(
            """
            {"device": "monitor-7", "boot": 3, "seq": 41, "readings": [\
            {"t": 1763000000000, "values": [\
            {"vital": "SPO2", "value": "89", "unit": null}], \
            "status": "FINAL", "observationSet": null}], "part": 0}\
            """);
  }

  @Test
  void weDecodeWhatConfluentsClientWrote() throws Exception {
    var schema = new Schema.Parser().parse(DeviceReadings.getClassSchema().toString());
    var record = new GenericData.Record(schema);
    record.put("device", "pump-1");
    record.put("boot", 1L);
    record.put("seq", 2L);
    record.put("readings", List.of());
    record.put("part", 0);
    var bytes = new ByteArrayOutputStream();
    coder().writeSchema(schema, bytes);
    var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    assertThat(serde().deserializer().decode(bytes.toByteArray()))
        .isEqualTo(new DeviceReadings("pump-1", 1L, 2L, List.of(), 0));
  }

  @Test
  void confluentsClientFindsItsWayAround() throws Exception {
    var schema = new AvroSchema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
    var id = confluents.register("way", schema);
    assertThat(confluents.getAllSubjects()).contains("way");
    assertThat(confluents.getId("way", schema)).isEqualTo(id);
    assertThat(confluents.getVersion("way", schema)).isEqualTo(1);
    assertThat(confluents.getAllVersions("way")).containsExactly(1);
    assertThat(confluents.getLatestSchemaMetadata("way").getId()).isEqualTo(id);
    assertThat(confluents.testCompatibility("way", new AvroSchema("\"string\""))).isFalse();
    assertThat(confluents.updateCompatibility("way", "NONE")).isEqualTo("NONE");
    assertThat(confluents.getCompatibility("way")).isEqualTo("NONE");
    assertThat(confluents.testCompatibility("way", new AvroSchema("\"string\""))).isTrue();
  }

  @Test
  void confluentsClientUnderstandsOurRefusals() throws Exception {
    confluents.register("strict", new AvroSchema("\"string\""));
    assertThatExceptionOfType(RestClientException.class)
        .isThrownBy(() -> confluents.register("strict", new AvroSchema("\"int\"")))
        .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(409));
    assertThatExceptionOfType(RestClientException.class)
        .isThrownBy(() -> confluents.getSchemaById(987_654))
        .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(40403));
  }

  private static ConfluentSchemaRegistryCoder coder() {
    return new ConfluentSchemaRegistryCoder(SUBJECT, confluents);
  }

  private static AvroSerde<DeviceReadings> serde() {
    return AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, ours);
  }
}
