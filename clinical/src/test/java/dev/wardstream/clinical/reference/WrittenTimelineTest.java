package dev.wardstream.clinical.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.reference.Input.Acted;
import dev.wardstream.clinical.reference.Input.Associated;
import dev.wardstream.clinical.reference.Input.Sent;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Associations;
import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reference and engine must lead every written timeline to its written events. */
class WrittenTimelineTest {
  private static final Path SHARED =
      Path.of("..", "..", "shared", "clinical", "alarm_scenarios.json");
  private static final Path OWN = Path.of("src", "test", "resources", "scenarios");

  /** What the shared format cannot say: several devices, times with an offset. */
  private static final Path MORE = Path.of("src", "test", "resources", "reference");

  private static final Set<String> TABLE =
      Set.of("SPO2_LOW", "HR_HIGH", "HR_LOW", "HR_RISE", "SHOCK_INDEX");

  @TestFactory
  Stream<DynamicTest> everySharedTimeline() throws IOException {
    assumeTrue(Files.exists(SHARED), () -> "no shared timelines at " + SHARED.toAbsolutePath());
    return tests(SHARED);
  }

  @TestFactory
  Stream<DynamicTest> everyOwnTimeline() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : List.of(OWN, MORE)) {
      try (Stream<Path> listed = Files.list(folder)) {
        for (Path file : listed.sorted().toList()) {
          tests.addAll(tests(file).toList());
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static Stream<DynamicTest> tests(Path file) throws IOException {
    return TimelineJson.read(Files.readString(file)).stream()
        .flatMap(one ->
            Stream.of(
                DynamicTest.dynamicTest(
                    one.title() + ", reference",
                    () -> check(one, id -> new NaivePatient(id, rules(one), false))),
                DynamicTest.dynamicTest(one.title() + ", engine", () -> check(one, engine(one)))));
  }

  private static Function<String, Subject> engine(TimelineJson timeline) {
    RuleSet rules = rules(timeline);
    Engine engine = new Engine(rules);
    return id -> new Driven(engine, rules, id, false, 1);
  }

  private static void check(TimelineJson timeline, Function<String, Subject> subjects) {
    Map<String, Subject> patients = new LinkedHashMap<>();
    List<Association> known = timeline.associations();
    List<Input> inputs = new ArrayList<>(timeline.inputs());
    for (Association stay : known) {
      long at = known.getFirst().from().toEpochMilli();
      patients.computeIfAbsent(stay.patient(), subjects).take(new Associated(at, "device", known));
    }
    if (known.isEmpty()) {
      patients.put("", subjects.apply("patient"));
    }
    Map<String, Integer> counts = new HashMap<>();
    for (Input input : inputs) {
      String owner = owner(input, known);
      Subject patient = patients.get(owner);
      List<String> dispositions =
          patient == null ? List.of("UNASSIGNED") : patient.take(local(input, owner));
      dispositions.forEach(one -> counts.merge(one, 1, Integer::sum));
    }
    List<String> told = new ArrayList<>();
    patients.forEach((id, patient) -> {
      patient.take(new Input.Ticked(timeline.end(inputs)));
      patient.events().forEach(event -> told.add(text(event, id.isEmpty() ? "" : id + "/")));
    });
    told.removeIf(event -> !timeline.only().isEmpty() && !timeline.only().contains(family(event)));
    told.sort(Comparator.comparingLong(event -> Long.parseLong(event.split(" ", 2)[0])));
    assertThat(told).isEqualTo(timeline.expected());
    timeline.dispositions().forEach((name, n) -> assertThat(counts).containsEntry(name, n));
  }

  private static String family(String event) {
    String family = event.split(" ", 4)[2];
    return family.substring(family.indexOf('/') + 1);
  }

  private static String owner(Input input, List<Association> known) {
    return switch (input) {
      case Sent put when !known.isEmpty() ->
          new Associations(known)
              .at(Instant.ofEpochMilli(put.readings().getFirst().time()))
              .map(Association::patient)
              .orElse("nobody");
      case Acted acted when !known.isEmpty() ->
          acted.family().substring(0, Math.max(acted.family().indexOf('/'), 0));
      default -> "";
    };
  }

  private static Input local(Input input, String owner) {
    return input instanceof Acted acted && !owner.isEmpty()
        ? new Acted(
            acted.at(), acted.kind(), acted.family().substring(owner.length() + 1), acted.until())
        : input;
  }

  /** As the file words it: instant, type, family, severity, event time, sorted notes. */
  private static String text(String event, String prefix) {
    List<String> words = List.of(event.split(" "));
    Set<String> notes = new TreeSet<>();
    for (String word : words.subList(5, words.size())) {
      if (word.matches("latched|retrospective|annunciated|(tier|occurrence)=.*")) {
        notes.add(word);
      }
      if (words.get(2).equals("NEWS2") && word.matches("[0-9]+")) {
        notes.add("score=" + word);
      }
    }
    return "%s %s %s%s %s %s %s"
        .formatted(
            words.get(0), words.get(1), prefix, words.get(2), words.get(3), words.get(4), notes);
  }

  /** The families of the shared table and those the timeline names. */
  private static RuleSet rules(TimelineJson timeline) {
    String named = timeline.json().toString();
    List<Rule> rules =
        Profiles.ADULT_CONTINUOUS.rules().stream()
            .filter(rule -> TABLE.contains(rule.family()) || named.contains('"' + rule.family()))
            .toList();
    Map<Vital, Duration> silence = new HashMap<>(Profiles.ADULT_CONTINUOUS.silence());
    silence.putAll(timeline.silence());
    RuleSet set =
        Profiles.ADULT_CONTINUOUS
            .withRules(rules)
            .withSilence(silence)
            .withObservation(
                Profiles.ADULT_CONTINUOUS.observation().withContinuous(timeline.continuous()));
    return timeline.flag("tiers") ? set : set.withTiers(TierClock.OFF);
  }
}
