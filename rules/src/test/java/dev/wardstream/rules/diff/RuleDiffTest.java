package dev.wardstream.rules.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.rules.BuiltIns;
import dev.wardstream.rules.RandomRules;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleReader;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleDiffTest {
  private static final String DOCUMENT = BuiltIns.text("adult-continuous").orElseThrow();

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          below: 90, for     | below: 88, for     | families.SPO2_LOW.medium.raise.below: 90 -> 88 (less sensitive)
          above: 120         | above: 116         | families.HR_HIGH.medium.raise.above: 120 -> 116 (more sensitive)
          below: 90, for: 15s| below: 90, for: 10s| families.SPO2_LOW.medium.raise.for: 15s -> 10s (more sensitive)
          {below: 80, samples: 2} | {below: 80, samples: 3} | families.SPO2_LOW.high.raise.samples: 2 -> 3 (less sensitive)
          atLeast: 92        | atLeast: 94        | families.SPO2_LOW.medium.clear.atLeast: 92 -> 94 (later)
          atMost: 115, for   | atMost: 118, for   | families.HR_HIGH.medium.clear.atMost: 115 -> 118 (sooner)
          maxGap: 30s        | maxGap: 1m         | families.SPO2_LOW.maxGap: 30s -> 1m
          step: 3            | step: off          | families.SPO2_LOW.step: 3 -> off (less sensitive)
          step: 3            | step: 5            | families.SPO2_LOW.step: 3 -> 5 (less sensitive)
          within: 5m         | within: 10m        | families.HR_RISE.within: 5m -> 10m (more sensitive)
          hold: 5m, inc      | hold: 3m, inc      | families.NEWS2.hold: 5m -> 3m (sooner)
          incomplete: true   | incomplete: false  | families.NEWS2.incomplete: true -> false (less sensitive)
          severity: medium   | severity: high     | families.QSOFA.severity: medium -> high
          after: 30s         | after: 20s         | families.UNDELIVERED.after: 30s -> 20s (more sensitive)
          hr: 30s            | hr: 45s            | silence.hr: 30s -> 45s (less sensitive)
          lateness: 5m       | lateness: 10m      | timing.lateness: 5m -> 10m (more sensitive)
          medium: [3m, 10m]  | medium: [4m, 10m]  | tiers.medium: [3m, 10m] -> [4m, 10m] (later)
          medium: [3m, 10m]  | medium: [2m, 11m]  | tiers.medium: [3m, 10m] -> [2m, 11m]
          maxOff: 8h         | maxOff: 4h         | inactivation.maxOff: 8h -> 4h
          """)
  void saysWhatHasChangedAndWhatItMeans(String old, String now, String change) {
    RuleSet after = read(DOCUMENT.replaceFirst(Pattern.quote(old), now));

    assertThat(RuleDiff.of(Profiles.ADULT_CONTINUOUS, after)).singleElement().hasToString(change);
    assertThat(RuleDiff.of(after, Profiles.ADULT_CONTINUOUS))
        .singleElement()
        .satisfies(back ->
            assertThat(back.direction())
                .isEqualTo(
                    RuleDiff.of(Profiles.ADULT_CONTINUOUS, after)
                        .getFirst()
                        .direction()
                        .opposite()));
  }

  @Test
  void saysThatAFamilyOrLevelIsNoLongerWatched() {
    String without =
        DOCUMENT
            .replaceFirst("(?m)^  QSOFA:.*\\n", "")
            .replaceFirst("    high: # LIFEPAK\\n.*\\n.*\\n", "");

    assertThat(RuleDiff.of(Profiles.ADULT_CONTINUOUS, read(without)))
        .extracting(Change::toString)
        .containsExactly(
            "families.HR_HIGH.high: {raise: {above: 150, for: 0s, samples: 2}, clear: {atMost: 145,"
                + " for: 15s, samples: 3}} -> none (less sensitive)",
            "families.QSOFA: {severity: medium, hold: 5m} -> none (less sensitive)");
  }

  @Test
  void comparesAnAdjustmentWithWhatAllOthersHave() {
    RuleSet after =
        read(
            DOCUMENT
                + """
                wards:
                  copd:
                    families:
                      SPO2_LOW: {medium: {raise: {below: 85}}}
                      QSOFA: off
                    silence: {rr: off, hr: 20s}
                """);

    assertThat(RuleDiff.of(Profiles.ADULT_CONTINUOUS, after))
        .extracting(Change::toString)
        .containsExactly(
            "wards.copd.families.SPO2_LOW.medium.raise.below: 90, as for all -> 85 (less"
                + " sensitive)",
            "wards.copd.families.QSOFA: {severity: medium, hold: 5m}, as for all -> off (less"
                + " sensitive)",
            "wards.copd.silence.rr: 1m, as for all -> off (less sensitive)",
            "wards.copd.silence.hr: 30s, as for all -> 20s (more sensitive)");
  }

  @Test
  void isEmptyExactlyForEqualRules() {
    var random = new RandomRules(7);
    RuleSet before = random.next();
    for (int i = 0; i < 300; i++) {
      RuleSet after = random.next();
      assertThat(RuleDiff.of(after, after)).isEmpty();
      assertThat(RuleDiff.of(before, after)).isNotEmpty();
      before = after;
    }
  }

  private static RuleSet read(String text) {
    assertThat(text).isNotEqualTo(DOCUMENT);
    Reading reading = RuleReader.read("test.yaml", text);
    assertThat(reading).isInstanceOf(Reading.Accepted.class);
    return ((Reading.Accepted) reading).document().rules();
  }
}
