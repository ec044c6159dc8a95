package dev.wardstream.fuzz;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.ChatMessage;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroDeserializer;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import dev.wardstream.schemas.registry.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record as Kafka hands it over: the first byte chooses the topic, the rest follows a valid
 * header. What is read is written again and read back to the same.
 */
public final class AvroTarget {
  private static final InMemoryRegistry REGISTRY = new InMemoryRegistry();
  private static final List<Kind<?>> KINDS =
      List.of(
          Kind.of(Topics.VITALS_READINGS, DeviceReadings.class),
          Kind.of(Topics.CHAT_MESSAGES, ChatMessage.class),
          Kind.of(Topics.ALERTS_ACTIONS, AlertAction.class),
          Kind.of(Topics.ALERTS_EVENTS, AlertEvent.class),
          Kind.of(Topics.CARE_PATIENTS, CarePatient.class),
          Kind.of(Topics.CARE_ASSOCIATIONS, DeviceAssociations.class));

  private AvroTarget() {}

  private record Kind<T extends SpecificRecord>(
      AvroSerde<T> serde, AvroDeserializer<T> reader, int schemaId) {
    static <T extends SpecificRecord> Kind<T> of(Topic topic, Class<T> type) {
      var serde = AvroSerde.of(topic, type, REGISTRY);
      var schema = org.apache.avro.specific.SpecificData.get().getSchema(type);
      int id = REGISTRY.register(topic.name() + "-value", schema);
      return new Kind<>(serde, serde.deserializer(), id);
    }

    void read(byte[] record) {
      T read;
      try {
        read = reader.decode(record);
      } catch (UnreadableRecordException e) {
        return;
      }
      try (var writer = serde.serializer()) {
        byte[] written = writer.encode(read);
        if (!Arrays.equals(writer.encode(reader.decode(written)), written)) {
          throw new AssertionError("read back differently");
        }
      }
    }
  }

  /** Tries one record. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    var kind = KINDS.get(Math.floorMod(input[0], KINDS.size()));
    var record = ByteBuffer.allocate(input.length + 4);
    record.put((byte) 0).putInt(kind.schemaId()).put(input, 1, input.length - 1);
    kind.read(record.array());
  }
}
