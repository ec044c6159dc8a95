package dev.wardstream.clinical.bytes;

import dev.wardstream.clinical.vitals.Fixed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Growing bytes with the few encodings a state needs. One thread, one state. */
public final class ByteSink {
  private static final int FIRST_SIZE = 512;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  /** Everything written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  public void bool(boolean value) {
    octet(value ? 1 : 0);
  }

  public void octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Zigzag, seven bits per byte. */
  public void number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      octet((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    octet((int) rest);
  }

  /** A value in millionths: whole units, which most are, take two bytes. */
  public void fixed(long value) {
    if (value % Fixed.ONE == 0) {
      number(value / Fixed.ONE * 2);
    } else {
      number(value * 2 + 1);
    }
  }

  /** UTF-8. */
  public void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  public void instant(Instant value) {
    number(value.toEpochMilli());
  }

  public void uuid(UUID value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      octet((int) (value.getMostSignificantBits() >>> shift));
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
      octet((int) (value.getLeastSignificantBits() >>> shift));
    }
  }

  public <T> void optional(@Nullable T value, BiConsumer<ByteSink, T> write) {
    bool(value != null);
    if (value != null) {
      write.accept(this, value);
    }
  }

  public <T> void list(Collection<T> values, BiConsumer<ByteSink, T> write) {
    number(values.size());
    for (T value : values) {
      write.accept(this, value);
    }
  }
}
