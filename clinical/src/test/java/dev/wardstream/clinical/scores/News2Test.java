package dev.wardstream.clinical.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.clinical.scores.News2Score.Bounds;
import dev.wardstream.clinical.scores.News2Score.Status;
import dev.wardstream.clinical.vitals.Units;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class News2Test {
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "TEMP, 35.04, 3",
    "TEMP, 35.05, 1",
    "TEMP, 36.04, 1",
    "TEMP, 36.05, 0",
    "TEMP, 38.04, 0",
    "TEMP, 38.05, 1",
    "TEMP, 39.04, 1",
    "TEMP, 39.05, 2",
    "TEMP, 38.0499999999, 0",
    "SPO2, 91.4, 3",
    "SPO2, 91.5, 2",
    "SPO2, 95.4, 1",
    "SPO2, 95.5, 0",
    "RR, 8.4, 3",
    "RR, 8.5, 1",
    "RR, 24.4, 2",
    "RR, 24.5, 3",
    "RR, 0, 3",
    "SBP, 90.4, 3",
    "SBP, 90.5, 2",
    "SBP, 219.4, 0",
    "SBP, 219.5, 3",
    "SBP, 0, 3",
    "SBP, 29.9, 3",
    "SBP, 30, 3",
    "PULSE, 40.4, 3",
    "PULSE, 40.5, 1",
    "PULSE, 130.5, 3",
    "PULSE, 90.4999, 0",
    "TEMP, 37, 0",
    "TEMP, 3.7E1, 0",
    "RR, 1.6E1, 0"
  })
  void roundsHalfUpToTheChartBeforeLookingUp(Component component, String text, int points) {
    News2Score score = News2.score(ObservationSets.with(component, text));
    assertThat(score.subScore(component)).hasValue(points);
    assertThat(score.total()).hasValue(points);
  }

  @ParameterizedTest(name = "{0} degF: {1}")
  @CsvSource({
    "95.0, 3",
    "95.1, 1",
    "96.8, 1",
    "96.9, 0",
    "100.4, 0",
    "100.5, 1",
    "102.2, 1",
    "102.3, 2"
  })
  void scoresFahrenheitByItsExactCelsius(BigDecimal fahrenheit, int points) {
    BigDecimal celsius = Units.toCanonical(Vital.TEMP, fahrenheit, "[degF]").orElseThrow();
    News2Score score = News2.score(ObservationSets.with(Component.TEMP, celsius.toPlainString()));
    assertThat(score.subScore(Component.TEMP)).hasValue(points);
  }

  @Test
  void aCompleteSetHasTotalBandAndMonitoring() {
    News2Score score = News2.score(ObservationSets.with(Component.RR, "25"));
    assertThat(score.status()).isEqualTo(Status.COMPLETE);
    assertThat(score.total()).hasValue(3);
    assertThat(score.red()).containsExactly(Component.RR);
    assertThat(score.band()).contains(Band.LOW_MEDIUM);
    assertThat(score.monitoring()).contains(Monitoring.HOURLY);
    assertThat(score.missing()).isEmpty();
    assertThat(score.bounds()).isEqualTo(new Bounds(3, 3, Band.LOW_MEDIUM, Band.LOW_MEDIUM));
  }

  @Test
  void nothingKnownLeavesEverythingPossible() {
    News2Score score = News2.score(ObservationSets.of(Map.of(), true, Applicability.ADULT));
    assertThat(score.status()).isEqualTo(Status.INCOMPLETE);
    assertThat(score.missing()).containsExactly(Component.values());
    assertThat(score.subScores()).isEmpty();
    assertThat(score.total()).isEmpty();
    assertThat(score.band()).isEmpty();
    assertThat(score.monitoring()).isEmpty();
    assertThat(score.bounds()).isEqualTo(new Bounds(0, 20, Band.LOW, Band.HIGH));
  }

  @ParameterizedTest(name = "{0} % on scale 2, oxygen unknown: {1}, 0 to {2}, {3}")
  @CsvSource({
    "92, 0, 2, LOW",
    "93, , 3, LOW",
    "94, , 3, LOW",
    "95, , 4, LOW",
    "96, , 4, LOW",
    "97, , 5, MEDIUM"
  })
  void onScale2UnknownOxygenMakesHighSaturationUnknown(
      String percent, @Nullable Integer points, int most, Band bandMax) {
    var values = ObservationSets.normal();
    values.put(Component.SPO2, percent);
    values.put(Component.O2, "");
    News2Score score = News2.score(ObservationSets.of(values, true, Applicability.ADULT));
    assertThat(score.status()).isEqualTo(Status.INCOMPLETE);
    assertThat(score.missing()).containsExactly(Component.O2);
    assertThat(score.subScores().get(Component.SPO2)).isEqualTo(points);
    assertThat(score.bounds()).isEqualTo(new Bounds(0, most, Band.LOW, bandMax));
  }

  @ParameterizedTest
  @CsvSource({
    "15, false, under 16",
    "0, false, under 16",
    "40, true, pregnant",
    ", true, pregnant"
  })
  void refusesToScoreWhomItIsNotFor(@Nullable Integer age, boolean pregnant, String reason) {
    var set = ObservationSets.of(ObservationSets.normal(), false, new Applicability(age, pregnant));
    News2Score score = News2.score(set);
    assertThat(score.status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(score.objection()).contains(reason);
    assertThat(score.subScores()).isEmpty();
    assertThat(score.total()).isEmpty();
    assertThat(score.band()).isEmpty();
    assertThat(score.bounds()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 104})
  void scoresFrom16YearsOn(int age) {
    var set = ObservationSets.of(ObservationSets.normal(), false, new Applicability(age, false));
    assertThat(News2.score(set).total()).hasValue(0);
  }

  @Test
  void anAgeIsNotNegative() {
    assertThatThrownBy(() -> new Applicability(-1, false)).hasMessageContaining("-1");
  }

  @ParameterizedTest
  @CsvSource({
    "RR, 120.1",
    "SPO2, 0",
    "SPO2, 127",
    "SBP, -1",
    "SBP, 300.1",
    "SBP, 1E-999",
    "PULSE, 300.1",
    "TEMP, 98.6",
    "RR, 1E+999999"
  })
  void whatCannotBeTrueIsNoObservation(Component component, String text) {
    assertThatThrownBy(() -> ObservationSets.with(component, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(component.label())
        .hasMessageContaining("impossible");
  }
}
