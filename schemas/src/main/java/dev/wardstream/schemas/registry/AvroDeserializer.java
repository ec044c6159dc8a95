package dev.wardstream.schemas.registry;

import dev.wardstream.schemas.registry.UnreadableRecordException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to records. What an older or newer version of the schema wrote is read as the version of
 * this process. The registry is asked once per schema id; any number of threads may decode at once.
 *
 * @param <T> what comes out: a generated class, or {@link GenericRecord}
 */
public final class AvroDeserializer<T> implements Deserializer<T> {
  static {
    AvroGuards.requireInForce();
  }

  private record Known<T>(int schemaId, DatumReader<T> reader) {}

  private final SchemaRegistry registry;
  private final Function<Schema, DatumReader<T>> readers;
  private final ConcurrentMap<Integer, Known<T>> known = new ConcurrentHashMap<>();
  private final Spares<BinaryDecoder> decoders =
      new Spares<>(() -> DecoderFactory.get().binaryDecoder(new byte[0], null));
  private volatile @Nullable Known<T> newest;

  private AvroDeserializer(SchemaRegistry registry, Function<Schema, DatumReader<T>> readers) {
    this.registry = registry;
    this.readers = readers;
  }

  /** Reads every value as the generated class, whichever version wrote it. */
  static <T extends SpecificRecord> AvroDeserializer<T> of(Class<T> type, SchemaRegistry registry) {
    var model = SpecificData.getForClass(type);
    var schema = model.getSchema(type);
    return new AvroDeserializer<>(
        registry,
        written -> {
          requireReadable(schema, written);
          return new SpecificDatumReader<>(written, schema, model);
        });
  }

  /** Reads every value as it was written: for tools that know no generated class. */
  public static AvroDeserializer<GenericRecord> generic(SchemaRegistry registry) {
    return new AvroDeserializer<>(registry, GenericDatumReader::new);
  }

  /**
   * The record of the bytes.
   *
   * @throws UnreadableRecordException when the bytes are not such a record
   * @throws RegistryException when the schema id is new and the registry cannot be reached
   */
  public T decode(byte[] bytes) {
    var reader = reader(WireFormat.schemaId(bytes));
    var spare = decoders.take();
    var length = bytes.length - WireFormat.HEADER_BYTES;
    var decoder = DecoderFactory.get().binaryDecoder(bytes, WireFormat.HEADER_BYTES, length, spare);
    try {
      return whole(reader.read(null, decoder), decoder);
    } catch (EOFException e) {
      throw new UnreadableRecordException(Reason.TRUNCATED, "the record ends early", e);
    } catch (IOException
        | AvroRuntimeException
        | UnsupportedOperationException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | IllegalArgumentException
        | ClassCastException
        | SecurityException
        | ArithmeticException
        | DateTimeException e) {
      throw new UnreadableRecordException(Reason.MALFORMED, "not Avro of its schema", e);
    } finally {
      decoders.give(decoder);
    }
  }

  /** Kafka's name for {@link #decode}; null, a tombstone, stays null. */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    return bytes == null ? null : decode(bytes);
  }

  private static <T> T whole(T record, BinaryDecoder decoder) throws IOException {
    if (!decoder.isEnd()) {
      throw new UnreadableRecordException(Reason.TRAILING_BYTES, "bytes after the record");
    }
    return record;
  }

  private DatumReader<T> reader(int schemaId) {
    var last = newest;
    if (last != null && last.schemaId == schemaId) {
      return last.reader;
    }
    var found = known.get(schemaId);
    if (found == null) {
      found = new Known<>(schemaId, readers.apply(written(schemaId)));
      known.put(schemaId, found);
    }
    newest = found;
    return found.reader;
  }

  private Schema written(int schemaId) {
    try {
      return registry.byId(schemaId);
    } catch (RegistryException e) {
      if (e.error() == RegistryError.SCHEMA_NOT_FOUND) {
        throw new UnreadableRecordException(
            Reason.UNKNOWN_SCHEMA, "the registry has no schema " + schemaId, e);
      }
      throw e;
    }
  }

  private static void requireReadable(Schema reader, Schema written) {
    var verdict = SchemaCompatibility.checkReaderWriterCompatibility(reader, written);
    if (verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new UnreadableRecordException(
          Reason.INCOMPATIBLE_SCHEMA,
          written.getFullName() + " cannot be read as " + reader.getFullName());
    }
  }
}
