package dev.wardstream.clinical.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Growing bytes with the few encodings a state needs. One thread, one state. */
final class ByteSink {
  private static final int FIRST_SIZE = 512;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void bool(boolean value) {
    octet(value ? 1 : 0);
  }

  void octet(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) value;
  }

  /** Zigzag, seven bits per byte. */
  void number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      octet((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    octet((int) rest);
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    for (byte one : utf8) {
      octet(one);
    }
  }

  void instant(Instant value) {
    number(value.toEpochMilli());
  }

  void uuid(UUID value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      octet((int) (value.getMostSignificantBits() >>> shift));
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
      octet((int) (value.getLeastSignificantBits() >>> shift));
    }
  }

  <T> void optional(@Nullable T value, BiConsumer<ByteSink, T> write) {
    bool(value != null);
    if (value != null) {
      write.accept(this, value);
    }
  }

  <T> void list(Collection<T> values, BiConsumer<ByteSink, T> write) {
    number(values.size());
    for (T value : values) {
      write.accept(this, value);
    }
  }
}
