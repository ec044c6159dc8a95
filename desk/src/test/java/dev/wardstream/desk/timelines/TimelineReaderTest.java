package dev.wardstream.desk.timelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wardstream.clinical.engine.Disposition;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineReaderTest {
  private static final Path SHARED =
      Path.of("..", "..", "shared", "clinical", "alarm_scenarios.json");
  private static final String YAML =
      """
      - id: S1
        title: everything at once
        why: for people
        readings:
          - {arrival: 10, event: 0.25, vital: TEMP, value: 100.40, unit: "[degF]", readingId: r1}
          - {arrival: 5, event: 5, vital: acvpu, value: A}
          - {arrival: 5, event: 5, vital: O2, value: true}
        actions:
          - {at: 7, action: ACK, family: P1/SPO2_LOW}
        end: 60
        only: [NEWS2]
        continuous: [SPO2]
        silence: {SPO2: 45.5}
        assoc: [[P1, 0, 100], [P2, 100, null], [P3, 300]]
        dispositions: {LATE: 2}
        tiers: true
        expected:
          - {emittedAt: 9, type: CLEARED, family: NEWS2, level: NONE, eventTime: 8,
             note: 'total=1, latched'}
      """;

  private static final String JSON =
      """
      [{"id":"S1","title":"everything at once","why":"for people","readings":[
      {"arrival":10,"event":0.25,"vital":"TEMP","value":100.40,"unit":"[degF]","readingId":"r1"},
      {"arrival":5,"event":5,"vital":"acvpu","value":"A"},
      {"arrival":5,"event":5,"vital":"O2","value":true}],
      "actions":[{"at":7,"action":"ACK","family":"P1/SPO2_LOW"}],"end":60,"only":["NEWS2"],
      "continuous":["SPO2"],"silence":{"SPO2":45.5},"tiers":true,"dispositions":{"LATE":2},
      "assoc":[["P1",0,100],["P2",100,null],["P3",300]],
      "expected":[{"emittedAt":9,"type":"CLEARED","family":"NEWS2","level":"NONE","eventTime":8,
      "note":"total=1,latched"}]}]
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void yamlAndJsonSayTheSame() throws IOException, BadTimelinesException {
    assertThat(TimelineReader.read(file("a.yml", YAML)))
        .isEqualTo(TimelineReader.read(file("a.json", JSON)));
  }

  @Test
  void everyFieldArrives() throws IOException, BadTimelinesException {
    var timeline = TimelineReader.read(file("a.json", JSON)).getFirst();
    var scenario = timeline.scenario();
    assertThat(timeline.expects()).isTrue();
    assertThat(timeline.scenario().setting().continuous()).containsExactly(Vital.SPO2);
    assertThat(scenario.readings()).extracting("value").containsExactly("A", "true", "100.40");
    var temperature = scenario.readings().getLast();
    assertThat(temperature.event()).isEqualTo(Seconds.ZERO.plusMillis(250));
    assertThat(temperature.unit()).isEqualTo("[degF]");
    assertThat(temperature.id()).isEqualTo("r1");
    assertThat(scenario.actions().getFirst().at()).isEqualTo(Seconds.ZERO.plusSeconds(7));
    var setting = scenario.setting();
    assertThat(setting.only()).containsExactly("NEWS2");
    assertThat(setting.silence()).isEqualTo(Map.of(Vital.SPO2, Duration.ofMillis(45_500)));
    assertThat(setting.tiers()).isTrue();
    assertThat(setting.end()).isEqualTo(Seconds.ZERO.plusSeconds(60));
    assertThat(setting.associations())
        .contains(
            new Association(
                "P3",
                Seconds.ZERO.plusSeconds(300),
                null,
                Set.of(Vital.TEMP, Vital.ACVPU, Vital.O2)));
    assertThat(scenario.expected().dispositions()).isEqualTo(Map.of(Disposition.LATE, 2));
    assertThat(scenario.expected().events().getFirst().notes())
        .containsExactlyInAnyOrder("total=1", "latched");
  }

  @Test
  void theSharedTimelinesAreRead() throws IOException, BadTimelinesException {
    assumeTrue(Files.exists(SHARED), () -> "no shared timelines at " + SHARED.toAbsolutePath());
    assertThat(TimelineReader.read(SHARED)).hasSizeGreaterThan(15).allMatch(Timeline::expects);
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "vital: TEMP | vital: TEMPP | :5: S1.readings[0].vital: there is no vital 'TEMPP'; did you mean TEMP?",
        "vital: TEMP | vital: | :5: S1.readings[0].vital: is missing; add it",
        "value: A | value: [A] | :6: S1.readings[1].value: is a list; write one value",
        "event: 0.25 | event: 0.0001 | :5: S1.readings[0].event: '0.0001' is no time",
        "event: 0.25 | event: 1e99 | :5: S1.readings[0].event: '1e99' is no time",
        "arrival: 10 | arival: 10 | :5: S1.readings[0]: has no field 'arival'; did you mean arrival?",
        "action: ACK | action: ACKNOWLEDGE | :9: S1.actions[0].action: there is no 'ACKNOWLEDGE'; write one of ACK",
        "type: CLEARED | type: CLEARD | :18: S1.expected[0].type: there is no 'CLEARD'; did you mean CLEARED?",
        "level: NONE | level: none | :18: S1.expected[0].level: there is no 'none'",
        "tiers: true | tiers: yes | :16: S1.tiers: 'yes' is neither true nor false",
        "LATE: 2 | LATE: -2 | :15: S1.dispositions.LATE: '-2' is no count",
        "LATE: 2 | LATER: 2 | :15: S1.dispositions: there is no 'LATER'; did you mean LATE?",
        "SPO2: 45.5 | SPO2: 0 | :13: S1.silence.SPO2: must be more than 0 seconds",
        "[P1, 0, 100] | [P1, 100, 0] | :14: S1.assoc[0]: ends before it begins",
        "[P1, 0, 100] | [P1] | :14: S1.assoc[0]: has 1 parts; write [patient, from, to]",
        "only: [NEWS2] | only: NEWS2 | :11: S1.only: is 'NEWS2'; write a list",
        "expected: | expcted: | :1: [0]: has no field 'expcted'; did you mean expected?",
        "id: S1 | name: S1 | :1: [0].id: is missing; add it",
        "tiers: true | end: 70 | :16: end: is there twice in one object; keep one",
        "only: [NEWS2] | only: [NEWS2 | this is not YAML",
        "why: for people | why: &a [*a] | endless",
      })
  void aSlipIsNamedWithLineFieldAndRemedy(String right, String wrong, String message)
      throws IOException {
    assertThat(YAML).contains(right);
    assertThatThrownBy(() -> TimelineReader.read(file("a.yaml", replaced(right, wrong))))
        .isInstanceOf(BadTimelinesException.class)
        .hasMessageContaining("a.yaml:")
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | :1: the file is empty; write a list of scenarios",
        "{} | :1: the file is an object; write a list of scenarios",
        "[1] | :1: [0]: is '1'; write an object with id, title",
        "[] [] | :1: the list has ended, but more follows",
        "[{\"id\":1,\"id\":2,\"readings\":[]}] | :1: id: is there twice",
        "[{\"id\":1,} | :1: this is not JSON",
        "[{\"id\":1,\"readings\":[]},{\"id\":1,\"readings\":[]}] | :1: [1].id: '1' is there twice",
      })
  void aFileOfAnotherShapeIsRefused(String text, String message) {
    assertThatThrownBy(() -> TimelineReader.read(file("a.json", text)))
        .isInstanceOf(BadTimelinesException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFieldNobodyKnowsIsIgnored() throws IOException, BadTimelinesException {
    var known = TimelineReader.read(file("a.yaml", YAML));
    assertThat(TimelineReader.read(file("a.yaml", YAML.replace("why:", "author:"))))
        .isEqualTo(known);
  }

  @Test
  void withoutExpectationsThereIsNothingToCompare() throws IOException, BadTimelinesException {
    var timelines = TimelineReader.read(file("a.json", "[{\"id\":\"S1\",\"readings\":[]}]"));
    assertThat(timelines.getFirst().expects()).isFalse();
  }

  private static String replaced(String right, String wrong) {
    var at = YAML.indexOf(right);
    return YAML.substring(0, at) + wrong + YAML.substring(at + right.length());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
