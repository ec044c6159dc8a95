package dev.wardstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.registry.UnreadableRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdeTest {
  private static final DeviceReadings READINGS =
      new DeviceReadings(
          "monitor-7",
          3L,
          41L,
          List.of(
              new Reading(
                  Instant.ofEpochMilli(1_763_000_000_000L),
                  List.of(
                      new Measurement(Vital.SPO2, "89", null),
                      new Measurement(Vital.TEMP, "38.05", "°C")),
                  ReadingStatus.CORRECTED,
                  "obs-1")),
          0);

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final AvroSerde<DeviceReadings> serde =
      AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, registry);
  private final AvroSerializer<DeviceReadings> serializer = serde.serializer();
  private final AvroDeserializer<DeviceReadings> deserializer = serde.deserializer();

  @Test
  void bytesAreZeroThenTheSchemaIdThenAvro() throws IOException {
    var id = registry.register(Topics.VITALS_READINGS.subject(), written());
    var avro = new ByteArrayOutputStream();
    avro.writeBytes(ByteBuffer.allocate(5).putInt(1, id).array());
    var encoder = EncoderFactory.get().binaryEncoder(avro, null);
    new SpecificDatumWriter<>(DeviceReadings.class).write(READINGS, encoder);
    encoder.flush();
    assertThat(HexFormat.of().formatHex(serializer.encode(READINGS)))
        .isEqualTo(HexFormat.of().formatHex(avro.toByteArray()));
  }

  @Test
  void whatWasEncodedIsDecoded() {
    assertThat(deserializer.decode(serializer.encode(READINGS))).isEqualTo(READINGS);
  }

  @Test
  void decimalsAndTextKeepEveryCharacter() {
    var text = "𝄞 ü \u0000 漢字 " + "x".repeat(100_000);
    var room = new CareRoom(List.of(text, ""), null, "plain");
    var rooms = AvroSerde.of(Topics.CARE_ROOMS, CareRoom.class, registry);
    assertThat(rooms.deserializer().decode(rooms.serializer().encode(room))).isEqualTo(room);
  }

  @Test
  void tombstonesStayNull() {
    assertThat(serializer.serialize("topic", null)).isNull();
    assertThat(deserializer.deserialize("topic", null)).isNull();
  }

  @Test
  void theSameSchemaHasTheSameIdInEveryTopic() {
    var unassigned =
        AvroSerde.of(Topics.VITALS_UNASSIGNED, DeviceReadings.class, registry).serializer();
    assertThat(unassigned.encode(READINGS)).isEqualTo(serializer.encode(READINGS));
  }

  @Test
  void refusesATypeThatTheTopicDoesNotCarry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AvroSerde.of(Topics.CARE_ROOMS, DeviceReadings.class, registry))
        .withMessageContaining("care.rooms does not carry");
  }

  @Test
  void refusesARecordWithoutARequiredField() {
    var incomplete = new DeviceReadings();
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> serializer.encode(incomplete));
    assertThat(deserializer.decode(serializer.encode(READINGS))).isEqualTo(READINGS);
  }

  @Test
  void readsWhatAnOlderSchemaWrote() {
    var older = withoutField("expects");
    var id = registry.register("older-value", older);
    var record = new GenericData.Record(older);
    var interval = new GenericData.Record(older.getField("intervals").schema().getElementType());
    interval.put("patient", "p-1");
    interval.put("from", 1L);
    record.put("intervals", List.of(interval));
    var associations =
        AvroSerde.of(
                Topics.CARE_ASSOCIATIONS,
                dev.wardstream.schemas.avro.DeviceAssociations.class,
                registry)
            .deserializer()
            .decode(framed(id, older, record));
    assertThat(associations.getIntervals().getFirst().getPatient()).isEqualTo("p-1");
    assertThat(associations.getIntervals().getFirst().getExpects()).isEmpty();
  }

  @Test
  void toolsReadAnyTopicAsItWasWritten() {
    var record = AvroDeserializer.generic(registry).decode(serializer.encode(READINGS));
    assertThat(record.get("device")).hasToString("monitor-7");
    assertThat(record.getSchema()).isEqualTo(written());
  }

  @Test
  void namesWhatIsWrongWithBytes() {
    var bytes = serializer.encode(READINGS);
    var wrongMagic = bytes.clone();
    wrongMagic[0] = 1;
    var unknownId = ByteBuffer.wrap(bytes.clone()).putInt(1, 77).array();
    var roomId = registry.register("rooms-value", CareRoom.getClassSchema());
    var otherType = ByteBuffer.wrap(bytes.clone()).putInt(1, roomId).array();
    assertThat(reason(new byte[0])).isEqualTo(Reason.TRUNCATED);
    assertThat(reason(new byte[4])).isEqualTo(Reason.TRUNCATED);
    assertThat(reason(Arrays.copyOf(bytes, bytes.length - 1))).isEqualTo(Reason.TRUNCATED);
    assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Reason.TRAILING_BYTES);
    assertThat(reason(wrongMagic)).isEqualTo(Reason.BAD_MAGIC);
    assertThat(reason(unknownId)).isEqualTo(Reason.UNKNOWN_SCHEMA);
    assertThat(reason(otherType)).isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
  }

  @ParameterizedTest(name = "after the header: {0}")
  @ValueSource(
      strings = {
        "feffffff0f", // a text of 2^31-1 bytes
        "01", // a text of negative length
        "026100 00 feffffffff0f", // a list of 2^34 items
        "02610000 01 fdffffffff0f 00" // a negative block
      })
  void hostileLengthsAreRefusedWithoutAllocating(String hex) {
    var id = registry.register(Topics.VITALS_READINGS.subject(), written());
    var payload = HexFormat.of().parseHex(hex.replace(" ", ""));
    var bytes = ByteBuffer.allocate(5 + payload.length).putInt(1, id).put(5, payload).array();
    assertThat(reason(bytes)).isIn(Reason.MALFORMED, Reason.TRUNCATED);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void anyDamageIsARecordOrATypedRefusal(long seed) {
    var random = new Random(seed);
    var original = serializer.encode(READINGS);
    for (var round = 0; round < 20_000; round++) {
      var damaged = original.clone();
      for (var hits = 1 + random.nextInt(4); hits > 0; hits--) {
        damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
      }
      try {
        assertThat(deserializer.decode(damaged)).isNotNull();
      } catch (UnreadableRecordException e) {
        assertThat(e.reason()).isNotNull();
      }
    }
  }

  @Test
  void manyThreadsShareOneSerde() throws Exception {
    Callable<Boolean> work =
        () ->
            IntStream.range(0, 5_000)
                .mapToObj(
                    n -> new DeviceReadings("device-" + n, (long) n, 1L, READINGS.getReadings(), 0))
                .allMatch(r -> deserializer.decode(serializer.encode(r)).equals(r));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(java.util.Collections.nCopies(8, work))) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  private Reason reason(byte[] bytes) {
    try {
      deserializer.decode(bytes);
      throw new AssertionError("was decoded");
    } catch (UnreadableRecordException e) {
      return e.reason();
    }
  }

  private static Schema written() {
    return SchemaText.parse(SchemaText.of(DeviceReadings.getClassSchema()));
  }

  /** The schema of care.associations as it would be before the last field of its interval. */
  private static Schema withoutField(String name) {
    var current = dev.wardstream.schemas.avro.DeviceAssociations.getClassSchema();
    var interval = current.getField("intervals").schema().getElementType();
    var kept =
        interval.getFields().stream()
            .filter(field -> !field.name().equals(name))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    var older =
        Schema.createRecord(
            interval.getName(), interval.getDoc(), interval.getNamespace(), false, kept);
    var intervals = new Schema.Field("intervals", Schema.createArray(older));
    return Schema.createRecord(
        current.getName(), current.getDoc(), current.getNamespace(), false, List.of(intervals));
  }

  private static byte[] framed(int id, Schema schema, GenericRecord record) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(5).putInt(1, id).array());
    try {
      new GenericDatumWriter<GenericRecord>(schema)
          .write(record, EncoderFactory.get().directBinaryEncoder(bytes, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
