package dev.wardstream.rules.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.Adjustment.FamilyOff;
import dev.wardstream.clinical.rules.Adjustment.HoldChange;
import dev.wardstream.clinical.rules.Adjustment.LevelChange;
import dev.wardstream.clinical.rules.Adjustment.Scope;
import dev.wardstream.clinical.rules.Adjustment.SilenceChange;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.rules.BuiltIns;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdjustmentsTest {
  private static final String DOCUMENT = BuiltIns.text("adult-continuous").orElseThrow();

  @Test
  void readsWhatDiffersForAWard() {
    RuleSet rules =
        accepted(
            """
            wards:
              copd-1:
                families:
                  SPO2_LOW:
                    medium: {raise: {below: 85, samples: 4}, clear: {atLeast: 87}}
                  QSOFA: off
                silence: {rr: off, spo2: 60s}
            """);

    assertThat(rules.adjustments())
        .containsExactly(
            new Adjustment(
                Scope.WARD,
                "copd-1",
                List.of(
                    new LevelChange(
                        "SPO2_LOW",
                        Severity.MEDIUM,
                        new HoldChange(new BigDecimal("85"), null, 4),
                        new HoldChange(new BigDecimal("87"), null, null)),
                    new FamilyOff("QSOFA"),
                    new SilenceChange(Vital.RR, null),
                    new SilenceChange(Vital.SPO2, Duration.ofMinutes(1)))));
  }

  @Test
  void readsWhatDiffersForPatientsOfAnyName() {
    RuleSet rules =
        accepted(
            """
            patients:
              007:
                families:
                  HR_RISE: {medium: {raise: {for: 0s}}}
              Jürgen ☺:
                silence: {hr: 1m}
            """);

    var fresh = new HoldChange(null, Duration.ZERO, null);
    assertThat(rules.adjustments())
        .containsExactly(
            new Adjustment(
                Scope.PATIENT,
                "007",
                List.of(new LevelChange("HR_RISE", Severity.MEDIUM, fresh, null))),
            new Adjustment(
                Scope.PATIENT,
                "Jürgen ☺",
                List.of(new SilenceChange(Vital.HR, Duration.ofMinutes(1)))));
  }

  @Test
  void refusesFamiliesAndLevelsThatAreNotThere() {
    assertThat(
            problems(
                """
                wards:
                  icu:
                    families:
                      SP02_LOW: off
                      RR_HIGH: {high: {raise: {above: 40}}}
                      NEWS2: {medium: {}}
                """))
        .extracting(Problem::toString)
        .satisfiesExactly(
            one -> assertThat(one).contains("no family `SP02_LOW`", "did you mean `SPO2_LOW`?"),
            two -> assertThat(two).contains("`RR_HIGH` has no level `high`"),
            three -> assertThat(three).contains("`NEWS2` has no levels", "write `off`"));
  }

  @Test
  void refusesAnAdjustmentThatChangesNothing() {
    assertThat(problems("wards: {a: {}, b: {families: {}}, c: {silence: {}}}\n")).hasSize(3);
    assertThat(problems("patients: {a: {families: {HR_LOW: {}}}}\n")).hasSize(1);
    assertThat(problems("patients: {a: {families: {HR_LOW: {high: {}}}}}\n")).hasSize(1);
    assertThat(problems("patients: {a: {families: {HR_LOW: {high: {raise: {}}}}}}\n")).hasSize(1);
  }

  @Test
  void refusesAWardWhoseRulesContradictThemselves() {
    assertThat(
            problems(
                """
                wards:
                  icu:
                    families:
                      SPO2_LOW:
                        medium: {raise: {below: 94}}
                """))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo("wards.icu.families.SPO2_LOW.medium");
          assertThat(problem.what()).isEqualTo("it clears at >= 92, where it is raised at < 94");
        });
  }

  @Test
  void refusesAPatientWhoseRulesContradictThoseOfAWard() {
    assertThat(
            problems(
                """
                wards:
                  copd:
                    families:
                      SPO2_LOW:
                        medium: {raise: {below: 85}, clear: {atLeast: 87}}
                patients:
                  p1:
                    families:
                      SPO2_LOW:
                        medium: {raise: {below: 89}}
                """))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo("patients.p1.families.SPO2_LOW.medium");
          assertThat(problem.what())
              .isEqualTo("in ward `copd`: it clears at >= 87, where it is raised at < 89");
        });
  }

  private static RuleSet accepted(String adjustments) {
    Reading reading = RuleReader.read("test.yaml", DOCUMENT + adjustments);
    assertThat(reading).isInstanceOf(Reading.Accepted.class);
    return ((Reading.Accepted) reading).document().rules();
  }

  private static List<Problem> problems(String adjustments) {
    return RuleReaderTest.problems(DOCUMENT + adjustments);
  }
}
