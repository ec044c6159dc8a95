package dev.wardstream.clinical.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as whole millionths, beside what a big decimal makes of the same text. */
class FixedTest {
  @Test
  void isWhatABigDecimalIsWithSixPlaces() {
    var random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      var whole = Integer.toString(random.nextInt(1_000));
      int places = random.nextInt(7);
      var text = places == 0 ? whole : whole + "." + digits(random, places);
      var exact = new BigDecimal(text);
      long value = Fixed.parse(text);
      assertThat(value).as(text).isEqualTo(exact.movePointRight(6).longValueExact());
      assertThat(Fixed.of(exact)).as(text).isEqualTo(value);
      assertThat(Fixed.toDecimal(value)).as(text).isEqualByComparingTo(exact);
      assertThat(Fixed.toDecimal(value).scale()).as(text).isNotNegative();
      assertThat(Fixed.decimal(value))
          .as(text)
          .isEqualTo(exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString());
      assertThat(Fixed.toDecimal(Fixed.shown(Vital.TEMP, value)))
          .as(text)
          .isEqualByComparingTo(exact.setScale(1, RoundingMode.HALF_UP));
      assertThat(Fixed.toDecimal(Fixed.shown(Vital.HR, value)))
          .as(text)
          .isEqualByComparingTo(exact.setScale(0, RoundingMode.HALF_UP));
    }
  }

  private static String digits(Random random, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(random.nextInt(10));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1.",
        ".5",
        "-1",
        "+1",
        "1e2",
        "1.2.3",
        "1,5",
        "1.1234567",
        "x",
        "1.x",
        "1.5/"
      })
  void leavesWhatIsNotPlainToOthers(String text) {
    assertThat(Fixed.parse(text)).isEqualTo(Fixed.UNUSUAL);
  }

  @Test
  void aWholeNumberTooLongIsLeftToOthers() {
    assertThat(Fixed.parse("9".repeat(9))).isEqualTo(999_999_999_000_000L);
    assertThat(Fixed.parse("9".repeat(10))).isEqualTo(Fixed.UNUSUAL);
  }

  @ParameterizedTest
  @CsvSource({"ACVPU, 0, A", "ACVPU, 4, U", "O2, 0, false", "O2, 1, true", "HR, 72000000, 72"})
  void isTextAgain(Vital vital, long value, String text) {
    assertThat(Fixed.text(vital, value)).isEqualTo(text);
  }

  @Test
  void ofTwoIntervalsThatOverlapTheNewerHolds() {
    var noon = Instant.parse("2026-01-15T12:00:00Z");
    var older = new Association("anna", noon, null, Set.of());
    var newer = new Association("bert", noon.plusSeconds(60), noon.plusSeconds(120), Set.of());
    for (var both : List.of(List.of(older, newer), List.of(newer, older))) {
      var known = new Associations(both);
      assertThat(known.at(noon.plusSeconds(59))).contains(older);
      assertThat(known.at(noon.plusSeconds(60))).contains(newer);
      assertThat(known.at(noon.plusSeconds(120))).contains(older);
      assertThat(known.at(noon.minusSeconds(1))).isEmpty();
    }
  }

  @Test
  void aVitalHasTwoNamesAndAUnit() {
    for (var vital : Vital.values()) {
      assertThat(Vital.named(vital.wireName())).contains(vital);
      assertThat(Vital.named(vital.name())).contains(vital);
      assertThat(vital.unit().isEmpty()).isEqualTo(!vital.numeric());
    }
    assertThat(Vital.named("sPo2")).contains(Vital.SPO2);
    assertThat(Vital.named("weight")).isEmpty();
    assertThat(Vital.HR.unit()).isEqualTo("/min");
  }

  @Test
  void pressuresTakenTogetherAreInOrder() {
    assertThat(Plausibility.possiblePair(new BigDecimal("80.1"), new BigDecimal("80"))).isTrue();
    assertThat(Plausibility.possiblePair(new BigDecimal("80"), new BigDecimal("80.0"))).isFalse();
  }

  @Test
  void wildNumbersEndAtSixtyFourPlaces() {
    assertThat(Decimals.tame(new BigDecimal("1e-64"))).isTrue();
    assertThat(Decimals.tame(new BigDecimal("1e-65"))).isFalse();
    assertThat(Decimals.tame(new BigDecimal("1e64"))).isTrue();
    assertThat(Decimals.tame(new BigDecimal("1e65"))).isFalse();
  }

  @Test
  void aNumberInAnotherUnitHasNoExponent() {
    assertThat(Units.toCanonical(Vital.TEMP, new BigDecimal("212"), "[degF]").orElseThrow())
        .hasToString("100");
  }
}
