package dev.wardstream.clinical.bytes;

import dev.wardstream.clinical.vitals.Fixed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteSink} wrote; anything else is an {@link IllegalArgumentException}. */
public final class ByteSource {
  private static final int MAX_NUMBER_BITS = 63;

  private final byte[] bytes;
  private int at;

  public ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean bool() {
    return octet() != 0;
  }

  public int octet() {
    if (at == bytes.length) {
      throw new IllegalArgumentException("state ends after " + at + " bytes");
    }
    return bytes[at++] & 0xff;
  }

  public long number() {
    long value = 0;
    for (int shift = 0; shift <= MAX_NUMBER_BITS; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IllegalArgumentException("number without end at byte " + at);
  }

  /** A number of things that each take at least one byte. */
  public int count() {
    long count = number();
    if (count < 0 || count > bytes.length - at) {
      throw new IllegalArgumentException(count + " elements at byte " + at);
    }
    return (int) count;
  }

  /** What {@link ByteSink#fixed} wrote. */
  public long fixed() {
    long number = number();
    return (number & 1) == 0 ? number / 2 * Fixed.ONE : number >> 1;
  }

  public String text() {
    int length = count();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  public Instant instant() {
    return Instant.ofEpochMilli(number());
  }

  public UUID uuid() {
    return new UUID(eightOctets(), eightOctets());
  }

  private long eightOctets() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << 8) | octet();
    }
    return value;
  }

  public <T> @Nullable T optional(Function<ByteSource, T> read) {
    return bool() ? read.apply(this) : null;
  }

  public <T> List<T> list(Function<ByteSource, T> read) {
    int count = count();
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(read.apply(this));
    }
    return values;
  }

  public <E extends Enum<E>> E constant(E[] values) {
    int ordinal = octet();
    if (ordinal >= values.length) {
      throw new IllegalArgumentException("constant " + ordinal + " at byte " + at);
    }
    return values[ordinal];
  }

  public void end() {
    if (at != bytes.length) {
      throw new IllegalArgumentException(bytes.length - at + " bytes too many");
    }
  }
}
