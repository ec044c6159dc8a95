package dev.wardstream.clinical.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wardstream.clinical.rules.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ScenarioTest {
  private static final Path SHARED =
      Path.of("..", "..", "shared", "clinical", "alarm_scenarios.json");
  private static final Path OWN = Path.of("src", "test", "resources", "scenarios");

  @TestFactory
  Stream<DynamicTest> everySharedTimelineLeadsToExactlyItsEvents() throws IOException {
    assumeTrue(Files.exists(SHARED), () -> "no shared timelines at " + SHARED.toAbsolutePath());
    return tests(ScenarioJson.read(SHARED));
  }

  @TestFactory
  Stream<DynamicTest> everyOwnTimelineLeadsToExactlyItsEvents() throws IOException {
    try (Stream<Path> files = Files.list(OWN)) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream().flatMap(ScenarioTest::tests);
    }
  }

  private static Stream<DynamicTest> tests(Path file) {
    try {
      return tests(ScenarioJson.read(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Stream<DynamicTest> tests(List<Scenario> scenarios) {
    return scenarios.stream()
        .map(scenario ->
            DynamicTest.dynamicTest(scenario.id() + " " + scenario.title(), () -> check(scenario)));
  }

  private static void check(Scenario scenario) {
    var unknown = scenario.unknownFamilies(Profiles.ADULT_CONTINUOUS);
    assumeTrue(unknown.isEmpty(), () -> scenario.id() + " needs " + unknown + ": not in scope yet");
    assertThat(ScenarioRunner.departures(scenario, Profiles.ADULT_CONTINUOUS)).isEmpty();
  }
}
