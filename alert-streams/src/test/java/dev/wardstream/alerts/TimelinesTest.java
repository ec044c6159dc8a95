package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.scenario.Scenario;
import dev.wardstream.clinical.scenario.Scenario.Acted;
import dev.wardstream.clinical.scenario.Scenario.Measured;
import dev.wardstream.clinical.scenario.ScenarioJson;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Associations;
import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every timeline of the clinical module, through the job: the same events as the pure engine. */
class TimelinesTest {
  private static final Path SHARED =
      Path.of("..", "..", "shared", "clinical", "alarm_scenarios.json");
  private static final Path OWN =
      Path.of("..", "clinical", "src", "test", "resources", "scenarios");
  private static final String DEVICE = "device";
  private static final String PATIENT = "patient";

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everySharedTimelineAgrees() throws IOException {
    assumeTrue(Files.exists(SHARED), () -> "no shared timelines at " + SHARED.toAbsolutePath());
    return tests(ScenarioJson.read(SHARED));
  }

  @TestFactory
  Stream<DynamicTest> everyOwnTimelineAgrees() throws IOException {
    try (Stream<Path> files = Files.list(OWN)) {
      return tests(files.sorted().flatMap(file -> read(file).stream()).toList());
    }
  }

  private static List<Scenario> read(Path file) {
    try {
      return ScenarioJson.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With everything on the heap, and with nothing: each input then finds the bytes of the last. */
  private Stream<DynamicTest> tests(List<Scenario> scenarios) {
    assertThat(scenarios).isNotEmpty();
    return Stream.of(AlertTopology.ON_HEAP, 0)
        .flatMap(onHeap ->
            scenarios.stream()
                .map(scenario ->
                    DynamicTest.dynamicTest(
                        scenario.id() + ", on heap " + onHeap, () -> run(scenario, onHeap))));
  }

  private void run(Scenario scenario, int onHeap) throws IOException {
    var start = first(scenario);
    var state = Files.createTempDirectory(folder, "state");
    try (var twins = new Twins(state, start, onHeap)) {
      twins.apply(rules(scenario), start);
      new Run(scenario, twins).run();
      int expected = scenario.expected().events().size();
      int actual = twins.requireAlike().values().stream().mapToInt(List::size).sum();
      assertThat(actual).isGreaterThanOrEqualTo(expected);
    }
  }

  private static Instant first(Scenario scenario) {
    var first = scenario.readings().stream().map(Measured::arrival).findFirst();
    var stays = scenario.setting().associations();
    return stays.isEmpty() ? first.orElseThrow() : stays.getFirst().from();
  }

  private static RuleSet rules(Scenario scenario) {
    var base = Profiles.ADULT_CONTINUOUS;
    Map<dev.wardstream.clinical.vitals.Vital, Duration> silence = new HashMap<>(base.silence());
    silence.putAll(scenario.setting().silence());
    var observation = base.observation().withContinuous(scenario.setting().continuous());
    return RuleSet.of(base.id().name(), 2, base.withSilence(silence).withObservation(observation));
  }

  /** A timeline on its way into the job. */
  private record Run(Scenario scenario, Twins twins, Map<String, Long> seqById) {
    Run(Scenario scenario, Twins twins) {
      this(scenario, twins, new HashMap<>());
    }

    void run() {
      associate();
      int next = 0;
      long seq = 0;
      for (Measured reading : scenario.readings()) {
        while (next < scenario.actions().size()
            && scenario.actions().get(next).at().isBefore(reading.arrival())) {
          act(scenario.actions().get(next++));
        }
        put(reading, ++seq);
      }
      while (next < scenario.actions().size()) {
        act(scenario.actions().get(next++));
      }
      twins.pass(end());
    }

    private void associate() {
      var stays = scenario.setting().associations();
      if (!stays.isEmpty()) {
        var intervals = stays.stream().map(Run::interval).toList();
        twins.associate(DEVICE, new DeviceAssociations(intervals), stays.getFirst().from());
      }
    }

    private static AssociationInterval interval(Association stay) {
      var expects = stay.expects().stream().map(vital -> Vital.valueOf(vital.name())).toList();
      return new AssociationInterval(stay.patient(), stay.from(), stay.to(), expects);
    }

    private void put(Measured measured, long seq) {
      var stays = scenario.setting().associations();
      var patient =
          stays.isEmpty()
              ? PATIENT
              : new Associations(stays).at(measured.event()).map(Association::patient).orElse(null);
      if (patient != null) {
        var id = measured.id();
        long number = id == null ? seq : seqById.computeIfAbsent(id, _ -> seq);
        var value =
            new Measurement(
                Vital.valueOf(measured.vital().name()), measured.value(), measured.unit());
        var reading = new Reading(measured.event(), List.of(value), ReadingStatus.FINAL, null);
        twins.read(
            patient,
            new DeviceReadings(DEVICE, 1L, number, List.of(reading), 0),
            measured.arrival());
      }
    }

    private void act(Acted acted) {
      int slash = acted.family().indexOf('/');
      var patient = slash < 0 ? PATIENT : acted.family().substring(0, slash);
      twins.pass(acted.at().minusMillis(1));
      var alert = twins.oracle.patient(patient).alert(acted.family().substring(slash + 1));
      if (alert != null) {
        var kind = ActionKind.valueOf(acted.kind().name());
        assertThat(acted.kind()).isIn(Action.Kind.ACK, Action.Kind.CLOSE);
        twins.act(
            patient,
            new AlertAction(
                alert.alertId().toString(), kind, "nurse", acted.at(), null, null, null, null),
            acted.at());
      }
    }

    private Instant end() {
      var given = scenario.setting().end();
      return given != null
          ? given
          : Stream.concat(
                  scenario.readings().stream().map(Measured::arrival),
                  scenario.actions().stream().map(Acted::at))
              .max(Instant::compareTo)
              .orElseThrow();
    }
  }
}
