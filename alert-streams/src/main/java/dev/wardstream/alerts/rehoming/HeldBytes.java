package dev.wardstream.alerts.rehoming;

import dev.wardstream.alerts.wire.UnassignedPut;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.BitSet;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * How a put that waits for its patient is kept: a version byte, arrival, partition and offset of
 * its record, which readings have been moved (length and bits), then the put as on the topic.
 *
 * @param puts puts as on the topic
 */
record HeldBytes(Serde<UnassignedPut> puts) {
  private static final byte VERSION = 1;
  private static final int FIXED_BYTES = 1 + Long.BYTES + Integer.BYTES + Long.BYTES + Short.BYTES;

  Serde<HeldPut> serde() {
    var serializer = puts.serializer();
    var deserializer = puts.deserializer();
    return Serdes.serdeFrom(
        (topic, held) ->
            held == null ? null : encode(held, serializer.serialize(topic, held.put())),
        (topic, bytes) -> {
          if (bytes == null) {
            return null;
          }
          try {
            return decode(ByteBuffer.wrap(bytes), put -> deserializer.deserialize(topic, put));
          } catch (BufferUnderflowException | SerializationException e) {
            throw new ProcessorStateException("what the job kept cannot be read back", e);
          }
        });
  }

  private static byte[] encode(HeldPut held, byte[] put) {
    var moved = held.moved().toByteArray();
    return ByteBuffer.allocate(FIXED_BYTES + moved.length + put.length)
        .put(VERSION)
        .putLong(held.arrival().toEpochMilli())
        .putInt(held.partition())
        .putLong(held.offset())
        .putShort((short) moved.length)
        .put(moved)
        .put(put)
        .array();
  }

  /** Reads what the topic has. */
  private interface PutReader {
    UnassignedPut read(byte[] put);
  }

  private static HeldPut decode(ByteBuffer in, PutReader reader) {
    if (in.get() != VERSION) {
      throw new SerializationException("a held put of an unknown version");
    }
    var arrival = Instant.ofEpochMilli(in.getLong());
    int partition = in.getInt();
    long offset = in.getLong();
    var moved = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(moved);
    var put = new byte[in.remaining()];
    in.get(put);
    return new HeldPut(reader.read(put), arrival, partition, offset, BitSet.valueOf(moved));
  }
}
