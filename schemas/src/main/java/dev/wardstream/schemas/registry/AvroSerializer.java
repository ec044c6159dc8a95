package dev.wardstream.schemas.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Records to bytes. The schema id is fixed when the serializer is made, so encoding touches neither
 * network nor lock; any number of threads may encode at once.
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  static {
    AvroGuards.requireInForce(); // a builder decodes its defaults: it may be Avro's first use
  }

  private final int schemaId;
  private final DatumWriter<T> writer;
  private final Spares<WireEncoder> encoders = new Spares<>(WireEncoder::new);

  AvroSerializer(Class<T> type, int schemaId) {
    this.schemaId = schemaId;
    this.writer = new SpecificDatumWriter<>(type);
  }

  /** The bytes of a record, in the wire format. */
  public byte[] encode(T record) {
    var encoder = encoders.take();
    try {
      encoder.start(schemaId);
      writer.write(record, encoder);
      return encoder.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException("encoding into memory", e);
    } catch (AvroRuntimeException | ClassCastException | NullPointerException e) {
      throw new SerializationException(
          "not a valid " + record.getSchema().getFullName() + ": " + e.getMessage(), e);
    } finally {
      encoders.give(encoder);
    }
  }

  /** Kafka's name for {@link #encode}; null, a tombstone, stays null. */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T record) {
    return record == null ? null : encode(record);
  }
}
