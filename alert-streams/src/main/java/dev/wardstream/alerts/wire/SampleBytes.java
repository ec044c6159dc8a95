package dev.wardstream.alerts.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wardstream.alerts.watch.KeptSample;
import dev.wardstream.alerts.watch.SampleKey;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.vitals.Vital;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * A sample in as few bytes as is simple: a key of patient, zero, vital and event time; a value of
 * partition and offset in variable length, then the text. Patient ids contain no zero byte.
 */
final class SampleBytes {
  private static final byte END = 0;
  private static final int AFTER_PATIENT = 1 + 1 + Long.BYTES;

  private SampleBytes() {}

  static byte[] ofKey(SampleKey key) {
    var patient = key.patient().getBytes(UTF_8);
    return ByteBuffer.allocate(patient.length + AFTER_PATIENT)
        .put(patient)
        .put(END)
        .put(code(key.vital()))
        .putLong(key.time().toEpochMilli() ^ Long.MIN_VALUE)
        .array();
  }

  static SampleKey toKey(byte[] bytes) {
    int length = bytes.length - AFTER_PATIENT;
    if (length < 0 || bytes[length] != END) {
      throw new IllegalArgumentException("not the key of a sample");
    }
    var time = ByteBuffer.wrap(bytes).getLong(length + 2) ^ Long.MIN_VALUE;
    return new SampleKey(
        new String(bytes, 0, length, UTF_8), vital(bytes[length + 1]), Instant.ofEpochMilli(time));
  }

  static byte[] of(KeptSample sample) {
    var text = sample.value().getBytes(UTF_8);
    int partition = sample.at().partition();
    long offset = sample.at().offset();
    var buffer =
        ByteBuffer.allocate(
            ByteUtils.sizeOfUnsignedVarint(partition)
                + ByteUtils.sizeOfVarlong(offset)
                + text.length);
    ByteUtils.writeUnsignedVarint(partition, buffer);
    ByteUtils.writeVarlong(offset, buffer);
    return buffer.put(text).array();
  }

  static KeptSample toSample(byte[] bytes) {
    try {
      var buffer = ByteBuffer.wrap(bytes);
      var at = new Position(ByteUtils.readUnsignedVarint(buffer), ByteUtils.readVarlong(buffer));
      return new KeptSample(UTF_8.decode(buffer).toString(), at);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a sample that ends early", e);
    }
  }

  /** Written down, so that the order of the constants may change. */
  private static byte code(Vital vital) {
    return switch (vital) {
      case HR -> 1;
      case PULSE -> 2;
      case RR -> 3;
      case SPO2 -> 4;
      case SBP -> 5;
      case DBP -> 6;
      case MAP -> 7;
      case TEMP -> 8;
      case ACVPU -> 9;
      case O2 -> 10;
      case O2_FLOW -> 11;
      case FIO2 -> 12;
    };
  }

  private static Vital vital(byte code) {
    for (var vital : Vital.values()) {
      if (code(vital) == code) {
        return vital;
      }
    }
    throw new IllegalArgumentException("no vital has the code " + code);
  }
}
