package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.MinuteMark;
import dev.wardstream.clinical.windows.Minutes;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The state as bytes, small and versioned, so that a store need not know its shape. What {@link
 * #encode} wrote, {@link #decode} reads back equal; equal states have equal bytes. Enum constants
 * are written by ordinal: new ones are added at the end.
 */
@SuppressWarnings("EnumOrdinal")
public final class StateCodec {
  private static final int VERSION = 1;
  private static final Vital[] VITALS = Vital.values();
  private static final Severity[] SEVERITIES = Severity.values();

  private StateCodec() {}

  /** The bytes of a state. */
  public static byte[] encode(PatientState state) {
    ByteSink sink = new ByteSink();
    sink.octet(VERSION);
    sink.text(state.patient());
    sink.number(state.nowMillis());
    sink.number(state.seq());
    sink.list(state.series().values(), StateCodec::series);
    sink.list(new TreeMap<>(state.machines()).entrySet(), StateCodec::machines);
    sink.list(state.open().values(), StateCodec::alert);
    sink.list(new TreeMap<>(state.seen()).entrySet(), StateCodec::seen);
    sink.bool(state.associated());
    sink.list(state.watches(), StateCodec::watch);
    return sink.toBytes();
  }

  /**
   * The state of the bytes.
   *
   * @throws IllegalArgumentException when the bytes were not written by {@link #encode}
   */
  public static PatientState decode(byte[] bytes) {
    ByteSource source = new ByteSource(bytes);
    int version = source.octet();
    if (version != VERSION) {
      throw new IllegalArgumentException("state of version " + version);
    }
    String patient = source.text();
    long now = source.number();
    long seq = source.number();
    Map<Vital, Series> series = new EnumMap<>(Vital.class);
    source.list(StateCodec::series).forEach(one -> series.put(one.latest().vital(), one));
    Map<String, List<Machine>> machines = new HashMap<>();
    source.list(StateCodec::machines).forEach(one -> machines.put(one.getKey(), one.getValue()));
    Map<String, AlertInstance> open = new TreeMap<>();
    source.list(StateCodec::alert).forEach(one -> open.put(one.family(), one));
    Map<String, SeenPuts> seen = new HashMap<>();
    source.list(StateCodec::seen).forEach(one -> seen.put(one.getKey(), one.getValue()));
    boolean associated = source.bool();
    List<Watch> watches = List.copyOf(source.list(StateCodec::watch));
    source.end();
    return new PatientState(
        patient,
        now,
        seq,
        series,
        machines,
        Collections.unmodifiableMap(open),
        seen,
        associated,
        watches);
  }

  private static void series(ByteSink sink, Series series) {
    LatestValue latest = series.latest();
    sink.octet(latest.vital().ordinal());
    sink.text(latest.value());
    sink.instant(latest.time());
    sink.instant(latest.arrival());
    sink.text(latest.device());
    sink.list(series.minutes().marks(), StateCodec::mark);
  }

  private static Series series(ByteSource source) {
    Vital vital = source.constant(VITALS);
    var latest =
        new LatestValue(vital, source.text(), source.instant(), source.instant(), source.text());
    return new Series(latest, new Minutes(source.list(StateCodec::mark)));
  }

  private static void mark(ByteSink sink, MinuteMark mark) {
    sink.number(mark.startMillis() / MinuteMark.MILLIS);
    sink.number(mark.revision());
    sink.bool(mark.dirty());
  }

  private static MinuteMark mark(ByteSource source) {
    return new MinuteMark(
        source.number() * MinuteMark.MILLIS, (int) source.number(), source.bool());
  }

  private static void machines(ByteSink sink, Map.Entry<String, List<Machine>> machines) {
    sink.text(machines.getKey());
    sink.list(machines.getValue(), StateCodec::machine);
  }

  private static Map.Entry<String, List<Machine>> machines(ByteSource source) {
    return Map.entry(source.text(), List.copyOf(source.list(StateCodec::machine)));
  }

  private static void machine(ByteSink sink, Machine machine) {
    sink.bool(machine.active());
    sink.number(machine.sinceMillis());
    sink.optional(machine.run(), StateCodec::run);
  }

  private static Machine machine(ByteSource source) {
    return new Machine(source.bool(), source.number(), source.optional(StateCodec::run));
  }

  private static void run(ByteSink sink, Run run) {
    sink.number(run.startMillis());
    sink.number(run.lastMillis());
    sink.number(run.count());
  }

  private static Run run(ByteSource source) {
    return new Run(source.number(), source.number(), (int) source.number());
  }

  private static void alert(ByteSink sink, AlertInstance alert) {
    sink.uuid(alert.alertId());
    sink.text(alert.family());
    sink.octet(alert.severity().ordinal());
    sink.instant(alert.raisedAt());
    sink.instant(alert.episodeAt());
    sink.instant(alert.changedAt());
    sink.number(alert.seq());
    sink.number(alert.occurrence());
    sink.optional(alert.value(), ByteSink::text);
    sink.optional(alert.worst(), ByteSink::text);
    sink.text(alert.limit());
    sink.list(alert.readings(), StateCodec::range);
    sink.optional(alert.ackedBy(), ByteSink::text);
    sink.bool(alert.hadHigh());
    sink.bool(alert.retrospective());
    sink.number(alert.tier());
    sink.optional(alert.tierSince(), ByteSink::instant);
    sink.text(alert.ruleSet().name());
    sink.number(alert.ruleSet().version());
    sink.text(alert.ruleSet().hash());
  }

  private static AlertInstance alert(ByteSource source) {
    return new AlertInstance(
        source.uuid(),
        source.text(),
        source.constant(SEVERITIES),
        source.instant(),
        source.instant(),
        source.instant(),
        source.number(),
        (int) source.number(),
        source.optional(ByteSource::text),
        source.optional(ByteSource::text),
        source.text(),
        source.list(StateCodec::range),
        source.optional(ByteSource::text),
        source.bool(),
        source.bool(),
        (int) source.number(),
        source.optional(ByteSource::instant),
        new RuleSetId(source.text(), (int) source.number(), source.text()));
  }

  private static void range(ByteSink sink, OffsetRange range) {
    sink.number(range.partition());
    sink.number(range.first());
    sink.number(range.last());
  }

  private static OffsetRange range(ByteSource source) {
    return new OffsetRange((int) source.number(), source.number(), source.number());
  }

  private static void seen(ByteSink sink, Map.Entry<String, SeenPuts> seen) {
    sink.text(seen.getKey());
    sink.list(seen.getValue().boots(), StateCodec::boot);
  }

  private static Map.Entry<String, SeenPuts> seen(ByteSource source) {
    return Map.entry(source.text(), new SeenPuts(source.list(StateCodec::boot)));
  }

  private static void boot(ByteSink sink, SeenPuts.Boot boot) {
    sink.number(boot.boot());
    sink.number(boot.heardMillis());
    sink.list(boot.spans(), StateCodec::span);
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

  private static void watch(ByteSink sink, Watch watch) {
    Association association = watch.association();
    sink.text(watch.device());
    sink.text(association.patient());
    sink.instant(association.from());
    sink.optional(association.to(), ByteSink::instant);
    sink.list(new TreeSet<>(association.expects()), (to, vital) -> to.octet(vital.ordinal()));
  }

  private static Watch watch(ByteSource source) {
    return new Watch(
        source.text(),
        new Association(
            source.text(),
            source.instant(),
            source.optional(ByteSource::instant),
            Set.copyOf(source.list(from -> from.constant(VITALS)))));
  }
}
