package dev.wardstream.clinical.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.VitalWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTest {
  private static final Instant ZERO = Instant.parse("2028-02-29T23:59:00Z");

  private final Engine engine = new Engine(Profiles.ADULT_CONTINUOUS);
  private final InMemoryHistory history = new InMemoryHistory();
  private final List<AlertEvent> events = new ArrayList<>();
  private final List<VitalWindow> windows = new ArrayList<>();
  private Patient state = new Patient("P1");
  private long seq;

  @Test
  void anEventCarriesExactlyThePositionsOfItsRun() {
    put("a", 0, 10, reading(Vital.SPO2, "95", 0));
    put("b", 5, 11, reading(Vital.SPO2, "88", 5));
    put("a", 10, 13, reading(Vital.SPO2, "88", 10));
    put("b", 20, 14, reading(Vital.SPO2, "87.6", 20));
    AlertEvent raised = events.getFirst();
    assertThat(raised.readings())
        .containsExactly(new OffsetRange(3, 11, 11), new OffsetRange(3, 13, 14));
    assertThat(raised.value()).isEqualTo("87.6");
    assertThat(raised.limit()).isEqualTo("< 90");
    assertThat(raised.seq()).isEqualTo(1);
    assertThat(raised.open()).isTrue();
    assertThat(raised.ruleSet()).isEqualTo(Profiles.ADULT_CONTINUOUS.id());
  }

  @Test
  void theSameAlertHasTheSameIdInAReplay() {
    run();
    UUID id = events.getFirst().alertId();
    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
    EngineTest replay = new EngineTest();
    replay.run();
    assertThat(replay.events).isEqualTo(events);
    EngineTest other = new EngineTest();
    other.state = new Patient("P2");
    other.run();
    assertThat(other.events.getFirst().alertId()).isNotEqualTo(id);
  }

  private void run() {
    for (int t = 0; t <= 20; t += 5) {
      put("a", t, t, reading(Vital.SPO2, "88", t));
    }
  }

  @Test
  void aRepeatedPutChangesNothingButTheTime() {
    run();
    seq--;
    Step step = put("a", 25, 99, reading(Vital.SPO2, "60", 25), reading(Vital.HR, "30", 25));
    assertThat(step.dispositions()).containsExactly(Disposition.DUPLICATE, Disposition.DUPLICATE);
    assertThat(step.events()).isEmpty();
    assertThat(step.latestChanged()).isFalse();
  }

  @ParameterizedTest(name = "{0} {1} {2} is {3}")
  @CsvSource({
    "HR, 72, , ACCEPTED",
    "HR, 0, , ACCEPTED",
    "HR, -0, , ACCEPTED",
    "HR, NaN, , INVALID",
    "HR, '', , INVALID",
    "HR, 72, bpm, INVALID",
    "HR, 1E+999999999, , ARTEFACT",
    "HR, 1e-320, , ARTEFACT",
    "SPO2, 0, , ARTEFACT",
    "TEMP, 100.4, [degF], ACCEPTED",
    "TEMP, 100.4, , ARTEFACT",
    "TEMP, 37, C, INVALID",
    "ACVPU, C, , ACCEPTED",
    "ACVPU, X, , INVALID",
    "O2, true, , ACCEPTED",
    "O2, maybe, , INVALID",
    "O2, true, %, INVALID",
    "RR, 999999999999999999999999999999999999999999999999999999999999999999999, , INVALID"
  })
  void judgesAReadingByItself(
      Vital vital, String value, @Nullable String unit, Disposition disposition) {
    Step step = put("a", 0, 1, new Reading(vital, value, unit, ZERO));
    assertThat(step.dispositions()).containsExactly(disposition);
    assertThat(step.latestChanged()).isEqualTo(disposition == Disposition.ACCEPTED);
  }

  @Test
  void aWildTimeCannotBlindTheSeries() {
    for (long millis : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
      Reading wild = new Reading(Vital.SPO2, "88", null, Instant.ofEpochMilli(millis));
      assertThat(put("a", 0, 1, wild).dispositions())
          .doesNotContain(Disposition.ACCEPTED, Disposition.LATE);
    }
    assertThat(put("a", 0, 1, new Reading(Vital.SPO2, "88", null, Instant.MAX)).dispositions())
        .containsExactly(Disposition.FUTURE);
    assertThat(put("a", 0, 1, reading(Vital.SPO2, "88", 0)).dispositions())
        .containsExactly(Disposition.ACCEPTED);
  }

  @Test
  void systolicBelowDiastolicOfOneInstantAreBothArtefacts() {
    Step step =
        put(
            "a",
            0,
            1,
            reading(Vital.SBP, "80", 0),
            reading(Vital.DBP, "80", 0),
            reading(Vital.SBP, "120", 1));
    assertThat(step.dispositions())
        .containsExactly(Disposition.ARTEFACT, Disposition.ARTEFACT, Disposition.ACCEPTED);
  }

  @Test
  void twoDevicesOnOneVitalAreOneSeries() {
    put("a", 0, 1, reading(Vital.SPO2, "88", 0));
    put("b", 7, 2, reading(Vital.SPO2, "88", 7));
    Step step = put("a", 15, 3, reading(Vital.SPO2, "88", 15));
    assertThat(step.events()).extracting(AlertEvent::type).containsExactly(AlertEventType.RAISED);
    assertThat(put("b", 16, 4, reading(Vital.SPO2, "97", 15)).dispositions())
        .containsExactly(Disposition.CONFLICT);
    assertThat(state.latest()).extracting(LatestValue::device).containsExactly("a");
  }

  @Test
  void anActionNeedsAUserAndAnOpenAlert() {
    run();
    UUID id = events.getFirst().alertId();
    assertThat(act(Action.Kind.ACK, id, " ")).isEqualTo(Action.Outcome.NO_USER);
    assertThat(act(Action.Kind.ACK, new UUID(0, 0), "n")).isEqualTo(Action.Outcome.UNKNOWN_ALERT);
    assertThat(act(Action.Kind.CLOSE, id, "n")).isEqualTo(Action.Outcome.STILL_ACTIVE);
    assertThat(act(Action.Kind.ACK, id, "n")).isEqualTo(Action.Outcome.DONE);
    assertThat(act(Action.Kind.ACK, id, "m")).isEqualTo(Action.Outcome.ALREADY);
    assertThat(events.getLast().by()).isEqualTo("n");
    assertThat(events.getLast().note()).isEqualTo("seen");
    assertThat(events).hasSize(2);
  }

  private Action.Outcome act(Action.Kind kind, UUID id, String user) {
    Step step = keep(engine.act(state, new Action(kind, id, user, at(30), "seen"), history));
    return Objects.requireNonNull(step.outcome());
  }

  @Test
  void aTickThatFiresNothingChangesNothing() {
    run();
    byte[] before = StateCodec.often(state);
    assertThat(engine.tick(state, at(44), history).events()).isEmpty();
    assertThat(StateCodec.often(state)).isEqualTo(before);
    assertThat(engine.nextDeadline(state)).hasValue(at(45).toEpochMilli());
    Step step = keep(engine.tick(state, at(1000), history));
    assertThat(step.events())
        .extracting(AlertEvent::family)
        .startsWith("UNDELIVERED", "SIGNAL_LOST:SPO2");
    assertThat(step.events().get(1).emittedAt()).isEqualTo(at(50));
  }

  @Test
  void anExpectedVitalThatNeverComesIsLostSecondsAfterTheAssociationBegan() {
    var association = new Association("P1", at(0), null, Set.of(Vital.SPO2));
    keep(engine.associate(state, new AssociationChange("a", List.of(association), at(0)), history));
    keep(engine.tick(state, at(30), history));
    assertThat(events).extracting(AlertEvent::family).containsExactly("SIGNAL_LOST:SPO2");
    assertThat(events.getFirst().eventTime()).isEqualTo(at(30));
    keep(engine.associate(state, new AssociationChange("a", List.of(), at(40)), history));
    assertThat(events.getLast().type()).isEqualTo(AlertEventType.CLEARED);
    keep(engine.tick(state, at(4000), history));
    assertThat(events).hasSize(2);
  }

  @Test
  void aWindowIsPublishedOnceRevisedByLateDataAndFinalWhenSettled() {
    put("a", 0, 1, reading(Vital.TEMP, "36.6", 0), reading(Vital.TEMP, "37.05", 30));
    assertThat(windows).isEmpty();
    put("a", 60, 2, reading(Vital.TEMP, "38", 60));
    put("a", 61, 3, reading(Vital.TEMP, "36.5", 20), reading(Vital.TEMP, "36.4", 21));
    put("a", 1000, 4, reading(Vital.TEMP, "37", 600), reading(Vital.TEMP, "37", 1000));
    assertThat(windows)
        .extracting(w ->
            w.size()
                + " "
                + w.start()
                + " "
                + w.count()
                + " "
                + w.min()
                + " "
                + w.max()
                + " "
                + w.mean()
                + " "
                + w.first()
                + " "
                + w.last()
                + " "
                + w.revision()
                + " "
                + w.isFinal())
        .containsExactly(
            "MINUTE 2028-02-29T23:59:00Z 2 36.6 37.05 36.8250 36.6 37.05 0 false",
            "HOUR 2028-02-29T23:00:00Z 2 36.6 37.05 36.8250 36.6 37.05 0 false",
            "MINUTE 2028-02-29T23:59:00Z 4 36.4 37.05 36.6375 36.6 37.05 1 false",
            "HOUR 2028-02-29T23:00:00Z 4 36.4 37.05 36.6375 36.6 37.05 1 false",
            "MINUTE 2028-03-01T00:00:00Z 1 38 38 38.00 38 38 0 false",
            "MINUTE 2028-02-29T23:59:00Z 4 36.4 37.05 36.6375 36.6 37.05 1 true",
            "MINUTE 2028-03-01T00:00:00Z 1 38 38 38.00 38 38 0 true",
            "HOUR 2028-02-29T23:00:00Z 4 36.4 37.05 36.6375 36.6 37.05 1 true",
            "MINUTE 2028-03-01T00:09:00Z 1 37 37 37.00 37 37 0 true");
  }

  @Test
  void aMinuteWithoutASuccessorIsPublishedFiveSecondsAfterItsEnd() {
    put("a", 10, 1, reading(Vital.SBP, "120", 10));
    keep(engine.tick(state, at(64), history));
    assertThat(windows).isEmpty();
    keep(engine.tick(state, at(65), history));
    assertThat(windows).hasSize(1);
  }

  @Test
  void bytesThatAreNoStateAreRefused() {
    run();
    byte[] often = StateCodec.often(state);
    byte[] rarely = StateCodec.rarely(state);
    Patient again = StateCodec.decode("P1", often, rarely);
    assertThat(StateCodec.often(again)).isEqualTo(often);
    assertThat(StateCodec.rarely(again)).isEqualTo(rarely);
    for (int length = 0; length < often.length; length++) {
      byte[] cut = Arrays.copyOf(often, length);
      assertThatThrownBy(() -> StateCodec.decode("P1", cut, rarely))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (int length = 0; length < rarely.length; length++) {
      byte[] cut = Arrays.copyOf(rarely, length);
      assertThatThrownBy(() -> StateCodec.decode("P1", often, cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void memoryIsBoundedHoweverLongThePatientStays() {
    int most = 0;
    for (int t = 0; t < 20_000; t++) {
      put("a", t, t, reading(Vital.SPO2, t % 50 < 40 ? "97" : "85", t));
      most = Math.max(most, history.size());
      assertThat(StateCodec.often(state).length).isLessThan(300);
      assertThat(StateCodec.rarely(state).length).isLessThan(900);
    }
    assertThat(most).isLessThan(700);
  }

  private Step put(String device, int seconds, long offset, Reading... readings) {
    Put put = new Put(device, 1, seq++, at(seconds), new Position(3, offset), List.of(readings));
    return keep(engine.put(state, put, history));
  }

  private Step keep(Step step) {
    events.addAll(step.events());
    windows.addAll(step.windows());
    return step;
  }

  private static Reading reading(Vital vital, String value, int seconds) {
    return new Reading(vital, value, null, at(seconds));
  }

  private static Instant at(int seconds) {
    return ZERO.plusSeconds(seconds);
  }
}
