package dev.wardstream.rules.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.rules.BuiltIns;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake is made in the built-in document, and found where it was made. */
class RuleReaderTest {
  private static final String DOCUMENT = BuiltIns.text("adult-continuous").orElseThrow();

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          maxGap: 30s           | maxgap: 30s          | families.SPO2_LOW.maxgap | the key `maxgap` is unknown | did you mean `maxGap`?
          samples: 3}           | sample: 3}           | families.SPO2_LOW.medium.raise.sample | unknown | did you mean `samples`?
          tiers:                | teirs:               | teirs | unknown | did you mean `tiers`?
          raise: {below: 90, for: 15s, samples: 3} | raise: {} | families.SPO2_LOW.medium.raise | `below` is missing | add `below
          format: 1             | format: 2            | format | this format is not known | format: 1
          id: adult-continuous  | id: Adult Continuous | id | is not an id | small letters
          version: 1            | version: 1.5         | version | not a whole number | whole number
          version: 1            | version: 0           | version | not a whole number | in this range
          below: 90, for: 15s   | below: 90, for: 15   | families.SPO2_LOW.medium.raise.for | `15` is not a length of time | `15s`
          below: 90, for: 15s   | below: 90, for: 15 sec | families.SPO2_LOW.medium.raise.for | not a length of time | `15s`
          below: 90, for: 15s   | below: 90, for: 1 day | families.SPO2_LOW.medium.raise.for | not a length of time | `24h`
          below: 90, for: 15s   | below: 90, for: 99999h | families.SPO2_LOW.medium.raise.for | not a length of time | at most a year
          below: 90, for        | below: 90%, for      | families.SPO2_LOW.medium.raise.below | not a decimal number | without unit
          above: 39.0           | above: 3.9e1         | families.TEMP_HIGH.medium.raise.above | not a decimal number | without unit or exponent
          above: 39.0           | above: "39.0"        | families.TEMP_HIGH.medium.raise.above | stands in quotes | write `39.0`
          above: 39.0           | above: 39.05         | families.TEMP_HIGH.medium.raise.above | finer than temp | 39.0 or 39.1
          below: 90, for        | below: 90.5, for     | families.SPO2_LOW.medium.raise.below | finer than spo2 | 90 or 91
          below: 90, for        | above: 90, for       | families.SPO2_LOW.medium.clear.atLeast | wrong side | write `atMost`
          below: 80, samples    | above: 80, samples   | families.SPO2_LOW.high.raise.above | wrong side | write `below`
          atLeast: 92           | atMost: 92           | families.SPO2_LOW.medium.clear.atMost | wrong side | write `atLeast`
          atLeast: 92           | atLeast: 90          | families.SPO2_LOW.medium.clear | it clears at >= 90, where it is raised at < 90 | leave a gap
          atLeast: 92           | atLeast: 89          | families.SPO2_LOW.medium.clear | where it is raised | leave a gap
          atMost: 115           | atMost: 121          | families.HR_HIGH.medium.clear | it clears at <= 121, where it is raised at > 120 | leave a gap
          below: 80, samples    | below: 91, samples   | families.SPO2_LOW.high.raise | less severe | move this one further out
          above: 150, samples   | above: 110, samples  | families.HR_HIGH.high.raise | less severe | swap
          below: 80, samples    | below: 90, samples   | families.SPO2_LOW.high.raise | `medium` is never seen | last longer
          atLeast: 82           | atLeast: 93          | families.SPO2_LOW.high.clear | later than `medium` | no later than
          below: 80, samples    | below: 1, samples    | families.SPO2_LOW.high.raise | never be met: spo2 0 counts as an artefact | can be measured
          atMost: 28            | atMost: -1           | families.RR_HIGH.medium.clear | never be met: rr -1 counts as an artefact | can be measured
          above: 30, samples    | above: 0, samples    | families.HR_RISE.medium.raise | always true | above 0
          maxGap: 30s           | maxGap: 0s           | families.SPO2_LOW.medium.raise | never met | longer `maxGap`
          step: 3               | step: 0              | families.SPO2_LOW.step | above 0 | `off`
          vital: spo2           | vital: sp02          | families.SPO2_LOW.vital | not a vital | `spo2`
          vital: spo2           | vital: acvpu         | families.SPO2_LOW.vital | not a vital that is a number | what may stand here
          change: rise          | change: up           | families.HR_RISE.change | not a change | rise, fall
          minAge: 10m           | minAge: 60m          | families.TEMP_RISE.minAge | within the window | less than `within`
          HR_RISE:              | hr-rise:             | families.hr-rise | not a name of a family | in capitals
          HR_RISE:              | SIGNAL_LOST:         | families.SIGNAL_LOST | the platform itself | under `silence:`
          incomplete: true      | incomplete: yes      | families.NEWS2.incomplete | true or false | write `true` or `false`
          severity: medium      | severity: hihg       | families.QSOFA.severity | not a severity | `high`
          after: 30s            | after: 3m            | families.UNDELIVERED.nobodyWatchingAfter | before an alert counts | longer time
          samples: 60           | samples: 1           | families.FLATLINE.samples | not a whole number from 2 | range
          hr: 30s               | hr: 0s               | silence.hr | longer than 0 | `30s`
          hr: 30s               | hart: 30s            | silence.hart | not a vital | `hr`
          sbp: 1h,              | -                    | observation.valid | `sbp` is missing | add `sbp: 1h`
          [hr, rr, spo2]        | [hr, dbp]            | observation.continuous[1] | not part of a score | rr, spo2
          [hr, rr, spo2]        | [hr, hr]             | observation.continuous[1] | here twice | one of them
          span: 30s             | span: 1m             | observation.median.span | this far apart | less than `window`
          future: 1m            | future: [1m]         | timing.future | a length of time is expected | behind the colon
          medium: [3m, 10m]     | medium: [3m, 3m]     | tiers.medium[1] | no later than | ascending
          maxPause: 10m         | maxPause: 1m         | inactivation.maxPause | shorter than the usual | at least `pause`
          """)
  void findsTheMistake(String right, String wrong, String path, String what, String remedy) {
    String text = DOCUMENT.replaceFirst(Pattern.quote(right), wrong == null ? "" : wrong);
    assertThat(text).isNotEqualTo(DOCUMENT);

    List<Problem> problems = problems(text);

    assertThat(problems)
        .as("%s", problems)
        .anySatisfy(problem -> {
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.what()).contains(what);
          assertThat(problem.remedy()).contains(remedy);
        });
  }

  @Test
  void saysLineAndColumn() {
    String text = DOCUMENT.replace("below: 40", "below: forty");
    int line = text.substring(0, text.indexOf("forty")).split("\n", -1).length;

    assertThat(problems(text))
        .singleElement()
        .hasToString(
            "test.yaml:%d:22: families.HR_LOW.high.raise.below: `forty` is not a decimal number;"
                    .formatted(line)
                + " write it without unit or exponent, as in `38.7`");
  }

  @Test
  void saysAllProblemsAtOnceInTheirOrder() {
    String text =
        DOCUMENT
            .replace("version: 1", "version: one")
            .replace("below: 90, for", "below: ninety, for")
            .replace("atMost: 115", "atMost: 121")
            .replace("NEWS2: {hold: 5m", "NEWS2: {hold: 5 minutes")
            .replace("span: 30s", "span: 2m")
            .replace("maxOff: 8h", "maxOf: 8h");

    assertThat(problems(text))
        .extracting(Problem::path)
        .containsExactly(
            "version",
            "families.SPO2_LOW.medium.raise.below",
            "families.HR_HIGH.medium.clear",
            "families.NEWS2.hold",
            "observation.median.span",
            "inactivation.maxOf");
  }

  @Test
  void oneLimitHasOneHashHoweverItIsWritten() {
    var other = DOCUMENT.replace("above: 39.0", "above: 39").replace("within: 5m", "within: 300s");

    assertThat(RuleReader.read("test.yaml", other))
        .isInstanceOfSatisfying(
            Reading.Accepted.class,
            accepted ->
                assertThat(accepted.document().rules()).isEqualTo(Profiles.ADULT_CONTINUOUS));
  }

  @Test
  void givesTheSameTextAnotherVersion() {
    var reading = (Reading.Accepted) RuleReader.read("test.yaml", DOCUMENT);

    String next = reading.document().textWithVersion(12);

    assertThat(next).isEqualTo(DOCUMENT.replace("version: 1\n", "version: 12\n"));
    assertThat(RuleReader.read("test.yaml", next))
        .isInstanceOfSatisfying(
            Reading.Accepted.class,
            accepted -> assertThat(accepted.document().rules().id().version()).isEqualTo(12));
  }

  static List<Problem> problems(String text) {
    Reading reading = RuleReader.read("test.yaml", text);
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    return ((Reading.Refused) reading).problems();
  }
}
