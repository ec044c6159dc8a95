package dev.wardstream.clinical.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VitalsTest {
  @ParameterizedTest(name = "{0} {1} is shown as {2}")
  @CsvSource({
    "TEMP, 38.04, 38.0", "TEMP, 38.05, 38.1", "TEMP, 35.04, 35.0", "SPO2, 95.4, 95",
    "SPO2, 95.5, 96", "SPO2, 89.5, 90", "SPO2, 89.4999999999999999, 89", "HR, 70, 70"
  })
  void roundsHalfUpToTheChart(Vital vital, BigDecimal value, BigDecimal shown) {
    assertThat(Decimals.display(vital, value)).isEqualByComparingTo(shown);
  }

  @ParameterizedTest(name = "{0} degF is {1} Cel")
  @CsvSource({
    "95.0, 35.0",
    "95.1, 35.1",
    "96.8, 36.0",
    "96.9, 36.1",
    "100.4, 38.0",
    "100.5, 38.1",
    "102.2, 39.0",
    "102.3, 39.1"
  })
  void convertsFahrenheitExactlyThenRounds(BigDecimal fahrenheit, BigDecimal celsius) {
    BigDecimal converted = Units.toCanonical(Vital.TEMP, fahrenheit, "[degF]").orElseThrow();
    assertThat(Decimals.display(Vital.TEMP, converted)).isEqualByComparingTo(celsius);
  }

  @Test
  void cuttingOffNeverCrossesARoundingEdge() {
    // 38.0499999… °C, a hair below the edge at 38.05
    BigDecimal fahrenheit = new BigDecimal("100.4899999999999999999999999");
    BigDecimal converted = Units.toCanonical(Vital.TEMP, fahrenheit, "[degF]").orElseThrow();
    assertThat(Decimals.display(Vital.TEMP, converted)).isEqualByComparingTo("38.0");
  }

  @ParameterizedTest(name = "{0} {1} {2} is {3}")
  @CsvSource({
    "SBP, 16, kPa, 120",
    "TEMP, 310.15, K, 37.0",
    "HR, 72, '{beats}/min', 72",
    "RR, 16, 1/min, 16"
  })
  void convertsKnownUnits(Vital vital, BigDecimal value, String unit, BigDecimal shown) {
    BigDecimal converted = Units.toCanonical(vital, value, unit).orElseThrow();
    assertThat(Decimals.display(vital, converted)).isEqualByComparingTo(shown);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "HR, bpm",
    "SBP, mmHg",
    "TEMP, degC",
    "TEMP, C",
    "SPO2, 1",
    "HR, Cel",
    "O2, %",
    "HR, ''"
  })
  void refusesUnitsItDoesNotKnow(Vital vital, String unit) {
    assertThat(Units.toCanonical(vital, BigDecimal.TEN, unit)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} and {2} are possible, {3} and {4} are not")
  @CsvSource({
    "HR, 0, 300, -1, 300.1", "PULSE, 0, 300, -0.1, 8388607", "RR, 0, 120, -1, 120.1",
    "SPO2, 1, 100, 0, 100.1", "SBP, 30, 300, 29.9, 300.1", "DBP, 10, 220, 9.9, 220.1",
    "MAP, 15, 250, 14.9, 255", "TEMP, 25.0, 45.0, 24.9, 45.1", "SBP, 127, 255, 0, 2047"
  })
  void excludesTheImpossibleOnly(
      Vital vital, BigDecimal low, BigDecimal high, BigDecimal under, BigDecimal over) {
    assertThat(Plausibility.possible(vital, low)).isTrue();
    assertThat(Plausibility.possible(vital, high)).isTrue();
    assertThat(Plausibility.possible(vital, under)).isFalse();
    assertThat(Plausibility.possible(vital, over)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NaN", "Infinity", "٣٧", "0x10", "1_0", " 1", "1f", "--1", "1e", "."})
  void whatIsNotADecimalNumberIsNone(String text) {
    assertThat(Decimals.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+999999999", "1e308", "1e-320", "0e-999999999", "1E-2147483647"})
  void wildExponentsAreImpossibleAtNoCost(String text) {
    BigDecimal value = Objects.requireNonNull(Decimals.parse(text));
    assertThat(Decimals.tame(value)).isFalse();
    assertThat(Plausibility.possible(Vital.HR, value)).isFalse();
  }

  @Test
  void aDeviceHandedOnKeepsItsDataWithThePatientItMeasured() {
    Instant handover = Instant.parse("2028-02-29T23:59:59.999Z");
    var first = new Association("P1", handover.minusSeconds(100), handover, Set.of());
    var second = new Association("P2", handover, null, Set.of(Vital.SPO2));
    var associations = new Associations(List.of(second, first));
    assertThat(associations.at(handover.minusMillis(1))).contains(first);
    assertThat(associations.at(handover)).contains(second);
    assertThat(associations.at(handover.minusSeconds(101))).isEmpty();
  }
}
