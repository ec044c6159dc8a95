package dev.wardstream.schemas.registry;

import java.nio.ByteBuffer;

/** The five bytes in front of every Avro value: zero, then the schema id. */
final class WireFormat {
  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /** The schema id of a value. */
  static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      throw new UnreadableRecordException(
          UnreadableRecordException.Reason.TRUNCATED, bytes.length + " bytes, header needs 5");
    }
    if (bytes[0] != MAGIC) {
      throw new UnreadableRecordException(
          UnreadableRecordException.Reason.BAD_MAGIC, "first byte is " + bytes[0] + ", not 0");
    }
    return ByteBuffer.wrap(bytes).getInt(1);
  }
}
