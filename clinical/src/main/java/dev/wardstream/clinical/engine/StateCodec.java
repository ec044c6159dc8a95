package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.bytes.ByteSink;
import dev.wardstream.clinical.bytes.ByteSource;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.vitals.Vital;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A patient as bytes, in two parts: what changes with every reading, and what changes once a minute
 * or with an alert ({@link Patient#takeRareChange}). What was written reads back to a patient that
 * decides the same; what follows from the samples is not kept. Enum constants are written by
 * ordinal: new ones are added at the end.
 */
@SuppressWarnings("EnumOrdinal")
public final class StateCodec {
  private static final int VERSION = 3;

  /** The oldest that is read: every sample was a signal, and what sounded last was not kept. */
  static final int OLDEST = 2;

  private static final Vital[] VITALS = Vital.values();

  private StateCodec() {}

  /** What changes with every reading. */
  public static byte[] often(Patient patient) {
    ByteSink sink = new ByteSink();
    sink.octet(VERSION);
    sink.number(patient.now);
    Map<String, SeenPuts> seen =
        patient.seen.size() > 1 ? new TreeMap<>(patient.seen) : patient.seen;
    sink.list(seen.entrySet(), StateCodec::seen);
    sink.list(inUse(patient), (to, one) -> series(to, one, patient.now));
    climbs(sink, patient);
    scores(sink, patient.scores, patient.now);
    return sink.toBytes();
  }

  /** What changes rarely. */
  public static byte[] rarely(Patient patient) {
    ByteSink sink = new ByteSink();
    sink.octet(VERSION);
    sink.number(patient.book.seq());
    sink.list(patient.book.alerts(), AlertCodec::write);
    sink.list(patient.skewed, ByteSink::text);
    sink.bool(patient.associated);
    sink.list(patient.watches, CareCodec::writeWatch);
    CareCodec.write(sink, patient.care);
    sink.number(patient.lastReceipt);
    for (Vital vital : VITALS) {
      sink.optional(patient.series[vital.ordinal()], (to, one) -> one.frames.writeRest(to));
    }
    return sink.toBytes();
  }

  /**
   * The patient of the bytes.
   *
   * @param rarely null when nothing of it was ever kept
   * @throws IllegalArgumentException when the bytes were not written here
   */
  public static Patient decode(String id, byte[] often, byte @Nullable [] rarely) {
    Patient patient = new Patient(id);
    ByteSource source = new ByteSource(often);
    int version = version(source);
    patient.now = source.number();
    patient.seen = Map.copyOf(toMap(source));
    source.list(from -> series(from, patient, version));
    source.list(from -> climb(from, patient));
    scores(source, patient.scores, patient.now);
    source.end();
    if (rarely != null) {
      ByteSource rest = new ByteSource(rarely);
      decodeRare(patient, rest, version(rest));
    }
    return patient;
  }

  private static int version(ByteSource source) {
    int version = source.octet();
    if (version != VERSION && version != OLDEST) {
      throw new IllegalArgumentException("state of version " + version);
    }
    return version;
  }

  private static void decodeRare(Patient patient, ByteSource source, int version) {
    patient.book.restore(source.number(), source.list(from -> AlertCodec.read(from, version)));
    patient.skewed.addAll(source.list(ByteSource::text));
    patient.associated = source.bool();
    patient.watches = source.list(CareCodec::readWatch);
    patient.care = CareCodec.read(source);
    patient.lastReceipt = source.number();
    for (Vital vital : VITALS) {
      if (source.bool()) {
        patient.series(vital).frames.readRest(source);
      }
    }
    source.end();
  }

  private static List<Series> inUse(Patient patient) {
    List<Series> inUse = new ArrayList<>();
    for (Series series : patient.series) {
      if (series != null && (!series.isEmpty() || series.artefacts > 0)) {
        inUse.add(series);
      }
    }
    return inUse;
  }

  private static void series(ByteSink sink, Series series, long now) {
    sink.octet(series.vital.ordinal());
    time(sink, series.newest, now);
    sink.number(series.heard == Series.NONE ? -1 : series.newest - series.heard);
    time(sink, series.latestTime, now);
    sink.fixed(series.latestValue);
    sink.number(now - series.latestArrival);
    sink.text(series.latestDevice);
    sink.number(series.artefacts);
    if (series.artefacts > 0) {
      sink.number(now - series.firstArtefact);
    }
    sink.number(series.sameCount);
    if (series.sameCount > 0) {
      sink.number(now - series.sameStart);
      sink.number(now - series.sameLast);
      sink.fixed(series.sameValue);
    }
    series.frames.writeNewest(sink);
  }

  private static Series series(ByteSource source, Patient patient, int version) {
    long now = patient.now;
    Series series = patient.series(source.constant(VITALS));
    series.newest = time(source, now);
    long before = version == OLDEST ? 0 : source.number();
    series.heard = before < 0 || series.isEmpty() ? Series.NONE : series.newest - before;
    series.latestTime = time(source, now);
    series.latestValue = source.fixed();
    series.latestArrival = now - source.number();
    series.latestDevice = source.text();
    series.artefacts = (int) source.number();
    if (series.artefacts > 0) {
      series.firstArtefact = now - source.number();
    }
    series.sameCount = (int) source.number();
    if (series.sameCount > 0) {
      series.sameStart = now - source.number();
      series.sameLast = now - source.number();
      series.sameValue = source.fixed();
    }
    series.frames.readNewest(source);
    return series;
  }

  /** Relative to now, which is near; a time that does not exist is a flag. */
  private static void time(ByteSink sink, long time, long now) {
    sink.bool(time != Long.MIN_VALUE);
    if (time != Long.MIN_VALUE) {
      sink.number(now - time);
    }
  }

  private static long time(ByteSource source, long now) {
    return source.bool() ? now - source.number() : Long.MIN_VALUE;
  }

  private static void climbs(ByteSink sink, Patient patient) {
    int busy = 0;
    for (Climb climb : patient.climbs.values()) {
      busy += climb.idle() ? 0 : 1;
    }
    sink.number(busy);
    for (Map.Entry<String, Climb> entry : patient.climbs.entrySet()) {
      if (!entry.getValue().idle()) {
        climb(sink, entry.getKey(), entry.getValue(), patient.now);
      }
    }
  }

  private static void climb(ByteSink sink, String family, Climb climb, long now) {
    sink.text(family);
    sink.number(climb.fingerprint);
    sink.number(climb.machines.length);
    for (Machine machine : climb.machines) {
      sink.bool(machine.active);
      time(sink, machine.since, now);
      sink.number(machine.count);
      if (machine.count > 0) {
        sink.number(now - machine.start);
        sink.number(now - machine.last);
      }
    }
  }

  private static Climb climb(ByteSource source, Patient patient) {
    String family = source.text();
    Climb climb = new Climb((int) source.number(), source.count());
    for (Machine machine : climb.machines) {
      machine.active = source.bool();
      machine.since = time(source, patient.now);
      machine.count = (int) source.number();
      if (machine.count > 0) {
        machine.start = patient.now - source.number();
        machine.last = patient.now - source.number();
      }
    }
    patient.climbs.put(family, climb);
    return climb;
  }

  private static void scores(ByteSink sink, Scores scores, long now) {
    time(sink, scores.tau, now);
    sink.bool(scores.complete);
    for (int i = 0; i < Scores.COMPONENTS; i++) {
      time(sink, scores.times[i], now);
      if (scores.times[i] != Scores.NONE) {
        sink.fixed(scores.values[i]);
        sink.optional(scores.positions[i], StateCodec::position);
      }
    }
    better(sink, scores.news2, now);
    better(sink, scores.qsofa, now);
  }

  private static void scores(ByteSource source, Scores scores, long now) {
    scores.tau = time(source, now);
    scores.complete = source.bool();
    for (int i = 0; i < Scores.COMPONENTS; i++) {
      scores.times[i] = time(source, now);
      if (scores.times[i] != Scores.NONE) {
        scores.values[i] = source.fixed();
        scores.positions[i] = source.optional(StateCodec::position);
      }
    }
    better(source, scores.news2, now);
    better(source, scores.qsofa, now);
  }

  private static void position(ByteSink sink, Position at) {
    sink.number(at.partition());
    sink.number(at.offset());
  }

  private static Position position(ByteSource source) {
    return new Position((int) source.number(), source.number());
  }

  private static void better(ByteSink sink, Scores.Better better, long now) {
    time(sink, better.since, now);
    sink.octet(better.level);
  }

  private static void better(ByteSource source, Scores.Better better, long now) {
    better.since = time(source, now);
    better.level = source.octet();
  }

  private static void seen(ByteSink sink, Map.Entry<String, SeenPuts> seen) {
    sink.text(seen.getKey());
    sink.list(
        seen.getValue().boots(),
        (to, boot) -> {
          to.number(boot.boot());
          to.number(boot.heardMillis());
          to.list(boot.spans(), StateCodec::span);
        });
  }

  private static Map<String, SeenPuts> toMap(ByteSource source) {
    Map<String, SeenPuts> seen = new TreeMap<>();
    for (int left = source.count(); left > 0; left--) {
      seen.put(source.text(), new SeenPuts(source.list(StateCodec::boot)));
    }
    return seen;
  }

  private static SeenPuts.Boot boot(ByteSource source) {
    return new SeenPuts.Boot(source.number(), source.number(), source.list(StateCodec::span));
  }

  private static void span(ByteSink sink, SeenPuts.Span span) {
    sink.number(span.first());
    sink.number(span.last());
  }

  private static SeenPuts.Span span(ByteSource source) {
    return new SeenPuts.Span(source.number(), source.number());
  }
}
