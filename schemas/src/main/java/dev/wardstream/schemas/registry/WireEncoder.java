package dev.wardstream.schemas.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Writes one value in the wire format into an array that grows and is used again, so that a value
 * costs one allocation: its bytes. Text goes straight into the array while it is ASCII. Owned by
 * one thread between {@link #start} and {@link #bytes}.
 */
final class WireEncoder extends BinaryEncoder {
  private static final int INITIAL_BYTES = 512;
  private static final int KEPT_BYTES = 64 * 1024;
  private static final int LONGEST_NUMBER = 10;

  private byte[] buffer = new byte[INITIAL_BYTES];
  private int length;

  /** Begins a value of the schema. */
  void start(int schemaId) {
    ByteBuffer.wrap(buffer).put(0, WireFormat.MAGIC).putInt(1, schemaId);
    length = WireFormat.HEADER_BYTES;
  }

  /** The finished value. An array grown beyond 64 KiB is not kept. */
  byte[] bytes() {
    var bytes = Arrays.copyOf(buffer, length);
    if (buffer.length > KEPT_BYTES) {
      buffer = new byte[INITIAL_BYTES];
    }
    return bytes;
  }

  @Override
  public void writeBoolean(boolean value) {
    reserve(1);
    length += BinaryData.encodeBoolean(value, buffer, length);
  }

  @Override
  public void writeInt(int value) {
    reserve(LONGEST_NUMBER);
    length += BinaryData.encodeInt(value, buffer, length);
  }

  @Override
  public void writeLong(long value) {
    reserve(LONGEST_NUMBER);
    length += BinaryData.encodeLong(value, buffer, length);
  }

  @Override
  public void writeFloat(float value) {
    reserve(Float.BYTES);
    length += BinaryData.encodeFloat(value, buffer, length);
  }

  @Override
  public void writeDouble(double value) {
    reserve(Double.BYTES);
    length += BinaryData.encodeDouble(value, buffer, length);
  }

  @Override
  public void writeFixed(byte[] bytes, int start, int count) {
    reserve(count);
    System.arraycopy(bytes, start, buffer, length, count);
    length += count;
  }

  @Override
  public void writeString(String text) {
    var start = length;
    writeInt(text.length());
    reserve(text.length());
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character >= 0x80) {
        length = start;
        writeText(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      buffer[length++] = (byte) character;
    }
  }

  @Override
  protected void writeZero() {
    reserve(1);
    buffer[length++] = 0;
  }

  @Override
  public int bytesBuffered() {
    return length;
  }

  @Override
  public void flush() {}

  private void writeText(byte[] utf8) {
    writeInt(utf8.length);
    writeFixed(utf8, 0, utf8.length);
  }

  private void reserve(int count) {
    if (buffer.length - length < count) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
    }
  }
}
