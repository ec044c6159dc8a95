package dev.wardstream.alerts.journal;

import dev.wardstream.clinical.bytes.ByteSink;
import dev.wardstream.clinical.bytes.ByteSource;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.vitals.Vital;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one put did to the samples of a patient. Part of the stored data: what is written today must
 * be readable tomorrow.
 */
@SuppressWarnings("EnumOrdinal")
final class Entry {
  private static final int VERSION = 1;
  private static final int VITAL_BITS = 5;
  private static final int VITAL_MASK = (1 << VITAL_BITS) - 1;
  private static final Position NOWHERE = new Position(0, 0);

  /** What is done with a time of a series. New ones are added at the end. */
  enum Kind {
    ADDED,
    REMOVED,
    /** Everything before the time is gone. */
    PURGED
  }

  private static final Kind[] KINDS = Kind.values();

  /**
   * One change.
   *
   * @param sample its value and position count for ADDED only
   */
  record Change(Kind kind, Vital vital, Sample sample) {
    static Change added(Vital vital, Sample sample) {
      return new Change(Kind.ADDED, vital, sample);
    }

    static Change of(Kind kind, Vital vital, long time) {
      return new Change(kind, vital, new Sample(time, 0, NOWHERE));
    }
  }

  private Entry() {}

  /** The bytes of changes that share one position. */
  static byte[] write(long generation, List<Change> changes) {
    ByteSink sink = new ByteSink();
    Position at = position(changes);
    long base = changes.getFirst().sample().time();
    sink.octet(VERSION);
    sink.number(generation);
    sink.number(at.partition());
    sink.number(at.offset());
    sink.number(base);
    sink.number(changes.size());
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      sink.octet((change.kind().ordinal() << VITAL_BITS) | code(change.vital()));
      sink.number(change.sample().time() - base);
      if (change.kind() == Kind.ADDED) {
        sink.fixed(change.sample().value());
      }
    }
    return sink.toBytes();
  }

  private static Position position(List<Change> changes) {
    for (Change change : changes) {
      if (change.kind() == Kind.ADDED) {
        return change.sample().at();
      }
    }
    return NOWHERE;
  }

  /** The generation of the block the entry belongs to. */
  static long generation(byte[] bytes) {
    return begin(bytes).number();
  }

  /** Tells every change, in order. */
  static void read(byte[] bytes, Consumer<Change> to) {
    ByteSource source = begin(bytes);
    source.number();
    Position at = new Position((int) source.number(), source.number());
    long base = source.number();
    for (int left = source.count(); left > 0; left--) {
      int head = source.octet();
      Kind kind = kind(head >> VITAL_BITS);
      Vital vital = vital(head & VITAL_MASK);
      long time = base + source.number();
      long value = kind == Kind.ADDED ? source.fixed() : 0;
      to.accept(new Change(kind, vital, new Sample(time, value, at)));
    }
    source.end();
  }

  static List<Change> read(byte[] bytes) {
    List<Change> changes = new ArrayList<>();
    read(bytes, changes::add);
    return changes;
  }

  private static ByteSource begin(byte[] bytes) {
    ByteSource source = new ByteSource(bytes);
    int version = source.octet();
    if (version != VERSION) {
      throw new IllegalArgumentException("journal entry of version " + version);
    }
    return source;
  }

  private static Kind kind(int code) {
    if (code >= KINDS.length) {
      throw new IllegalArgumentException("no change has the code " + code);
    }
    return KINDS[code];
  }

  /** Written down, so that the order of the constants may change. */
  static int code(Vital vital) {
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

  private static final Vital[] BY_CODE = byCode();

  private static Vital[] byCode() {
    Vital[] vitals = new Vital[Vital.values().length + 1];
    for (Vital vital : Vital.values()) {
      vitals[code(vital)] = vital;
    }
    return vitals;
  }

  private static Vital vital(int code) {
    if (code < 1 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("no vital has the code " + code);
    }
    return BY_CODE[code];
  }
}
