package dev.wardstream.clinical.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.AlertState;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.VitalWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One patient with one device, told second by second; goes through its bytes after every step,
 * beside a twin that never does, and must be told the same.
 */
final class Bedside {
  static final Instant ZERO = Instant.parse("2026-01-15T10:00:00Z");

  final List<AlertEvent> events = new ArrayList<>();
  final List<AlertState> states = new ArrayList<>();
  final List<VitalWindow> windows = new ArrayList<>();
  private final InMemoryHistory history = new InMemoryHistory();
  private final InMemoryHistory historyOfTwin = new InMemoryHistory();
  private final Patient twin = new Patient("P1");
  private Engine engine;
  Patient patient = new Patient("P1");
  private byte @Nullable [] rarely;
  private long seq;

  Bedside(RuleSet rules) {
    this(RuleBook.of(rules));
  }

  Bedside(RuleBook rules) {
    engine = new Engine(rules);
  }

  static Instant at(double seconds) {
    return ZERO.plusMillis(Math.round(seconds * 1000));
  }

  static Reading reading(Vital vital, String value, double seconds) {
    return new Reading(vital, value, null, at(seconds));
  }

  /** These rules are in force from now on. */
  Bedside rules(RuleSet rules) {
    engine = new Engine(RuleBook.of(rules));
    look();
    return this;
  }

  /** A value measured and sent at once. */
  Step put(double seconds, Vital vital, String value) {
    return put(seconds, reading(vital, value, seconds));
  }

  /** The same value every step seconds, both ends included. */
  Bedside every(int step, int from, int to, Vital vital, String value) {
    for (int t = from; t <= to; t += step) {
      put(t, vital, value);
    }
    return this;
  }

  Step put(double arrival, Reading... readings) {
    return put("monitor", arrival, readings);
  }

  Step put(String device, double arrival, Reading... readings) {
    seq++;
    Position position = new Position(2, 100 + seq);
    Put put = new Put(device, 1, seq, at(arrival), position, Arrays.asList(readings));
    return keep((its, samples) -> engine.put(its, put, samples));
  }

  /** By somebody who has seen no newer event than that number. */
  Action.Outcome acknowledge(double seconds, String family, long asOf) {
    var alert = Objects.requireNonNull(patient.alert(family));
    var action =
        new Action(Action.Kind.ACK, alert.alertId(), "nurse", at(seconds), null, asOf, null, null);
    return Objects.requireNonNull(
        keep((its, samples) -> engine.act(its, action, samples)).outcome());
  }

  Action.Outcome act(double seconds, Action.Kind kind, String family, @Nullable String note) {
    return act(seconds, kind, family, note, null);
  }

  Action.Outcome act(
      double seconds,
      Action.Kind kind,
      String family,
      @Nullable String note,
      @Nullable Instant until) {
    AlertInstance alert = patient.alert(family);
    Action action =
        new Action(
            kind,
            alert == null ? null : alert.alertId(),
            "nurse",
            at(seconds),
            note,
            null,
            family,
            until);
    return Objects.requireNonNull(
        keep((its, samples) -> engine.act(its, action, samples)).outcome());
  }

  Step care(double seconds, Care care) {
    return keep((its, samples) -> engine.care(its, care, at(seconds), samples));
  }

  Step tick(double seconds) {
    return keep((its, samples) -> engine.tick(its, at(seconds), samples));
  }

  /** "seconds TYPE FAMILY SEVERITY" of the families asked for. */
  List<String> told(String... families) {
    return events.stream()
        .filter(event -> List.of(families).contains(event.family()))
        .map(event ->
            (event.eventTime().toEpochMilli() - ZERO.toEpochMilli()) / 1000
                + " "
                + event.type()
                + " "
                + event.severity())
        .toList();
  }

  /** Whether the alert of a family was last shown as stale. */
  boolean stale(String family) {
    return states.stream()
        .filter(state -> state.family().equals(family))
        .reduce((_, newer) -> newer)
        .orElseThrow(() -> new AssertionError("nothing shown of " + family))
        .marks()
        .stale();
  }

  /** The newest event of a family. */
  AlertEvent last(String family) {
    return events.stream()
        .filter(event -> event.family().equals(family))
        .reduce((_, newer) -> newer)
        .orElseThrow(() -> new AssertionError("no event of " + family));
  }

  /** All intervals of a device, as now known. */
  Step associate(double seconds, String device, Association... intervals) {
    var change = new AssociationChange(device, List.of(intervals), at(seconds));
    return keep((its, samples) -> engine.associate(its, change, samples));
  }

  private Step keep(BiFunction<Patient, InMemoryHistory, Step> what) {
    Step step = what.apply(patient, history);
    assertThat(what.apply(twin, historyOfTwin)).isEqualTo(step);
    assertThat(engine.nextDeadline(twin)).isEqualTo(engine.nextDeadline(patient));
    events.addAll(step.events());
    states.addAll(step.alerts());
    windows.addAll(step.windows());
    if (patient.takeRareChange()) {
      rarely = StateCodec.rarely(patient);
    }
    patient = StateCodec.decode(patient.id(), StateCodec.often(patient), rarely);
    look();
    return step;
  }

  /** Whoever looks at a patient, perhaps one just read back, must not change what is decided. */
  private void look() {
    Objects.requireNonNull(engine.news2(patient));
  }
}
