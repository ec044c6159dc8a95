package dev.wardstream.clinical.windows;

import dev.wardstream.clinical.bytes.ByteSink;
import dev.wardstream.clinical.bytes.ByteSource;
import dev.wardstream.clinical.vitals.Fixed;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.VitalWindow.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * A window that can still change, as a running sum: samples may come in any order, each costs the
 * same. The thread that runs the patient owns it. Values as {@link Fixed}, times in epoch
 * milliseconds.
 */
final class Frame {
  /** Places of the mean beyond those of the finest sample. */
  private static final int MEAN_PLACES = 2;

  private static final int PARTS = 60;
  static final int UNPUBLISHED = -1;

  final Size size;
  final long start;
  int count;
  long min = Long.MAX_VALUE;
  long max = Long.MIN_VALUE;
  long sum;
  long firstAt = Long.MAX_VALUE;
  long first;
  long lastAt = Long.MIN_VALUE;
  long last;
  long parts;
  int places;
  int revision = UNPUBLISHED;
  boolean dirty;

  Frame(Size size, long start) {
    this.size = size;
    this.start = start;
  }

  long end() {
    return start + size.length().toMillis();
  }

  void add(long time, long value) {
    count++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    if (time < firstAt) {
      firstAt = time;
      first = value;
    }
    if (time > lastAt) {
      lastAt = time;
      last = value;
    }
    parts |= 1L << ((time - start) * PARTS / size.length().toMillis());
    if (value % Fixed.ONE != 0) {
      places = Math.max(places, Fixed.toDecimal(value).scale());
    }
    dirty = true;
  }

  /** Adds everything of a window within this one; nobody need be told. */
  void absorb(Frame other) {
    if (other.count == 0) {
      return;
    }
    count += other.count;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    sum += other.sum;
    if (other.firstAt < firstAt) {
      firstAt = other.firstAt;
      first = other.first;
    }
    if (other.lastAt > lastAt) {
      lastAt = other.lastAt;
      last = other.last;
    }
    parts |=
        other.size == size
            ? other.parts
            : 1L << ((other.start - start) * PARTS / size.length().toMillis());
    places = Math.max(places, other.places);
  }

  boolean published() {
    return revision != UNPUBLISHED;
  }

  /** What is to be published now: a new revision when anything changed since the last one. */
  VitalWindow publish(Vital vital, boolean isFinal) {
    if (dirty) {
      revision++;
      dirty = false;
    }
    return new VitalWindow(
        vital,
        size,
        Instant.ofEpochMilli(start),
        count,
        Fixed.decimal(min),
        Fixed.decimal(max),
        mean(),
        Fixed.decimal(first),
        Fixed.decimal(last),
        Instant.ofEpochMilli(firstAt),
        Instant.ofEpochMilli(lastAt),
        Long.bitCount(parts),
        revision,
        isFinal);
  }

  private String mean() {
    return BigDecimal.valueOf(sum)
        .divide(
            BigDecimal.valueOf(count).multiply(BigDecimal.valueOf(Fixed.ONE)),
            places + MEAN_PLACES,
            RoundingMode.HALF_UP)
        .toPlainString();
  }

  void write(ByteSink sink) {
    sink.number(start / size.length().toMillis());
    sink.number(count);
    sink.number(revision);
    sink.octet(places << 1 | (dirty ? 1 : 0));
    if (count > 0) {
      sink.fixed(min);
      sink.number(max - min);
      sink.fixed(sum);
      sink.number(firstAt - start);
      sink.fixed(first);
      sink.number(lastAt - start);
      sink.fixed(last);
      sink.number(parts);
    }
  }

  static Frame read(ByteSource source, Size size) {
    Frame frame = new Frame(size, source.number() * size.length().toMillis());
    frame.count = (int) source.number();
    frame.revision = (int) source.number();
    int flags = source.octet();
    frame.places = flags >> 1;
    frame.dirty = (flags & 1) != 0;
    if (frame.count > 0) {
      frame.min = source.fixed();
      frame.max = frame.min + source.number();
      frame.sum = source.fixed();
      frame.firstAt = frame.start + source.number();
      frame.first = source.fixed();
      frame.lastAt = frame.start + source.number();
      frame.last = source.fixed();
      frame.parts = source.number();
    }
    return frame;
  }
}
