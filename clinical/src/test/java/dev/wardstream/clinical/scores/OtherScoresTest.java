package dev.wardstream.clinical.scores;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OtherScoresTest {
  @Test
  void fastBreathingBeginsAt22() {
    assertThat(Qsofa.respiration(21)).isZero();
    assertThat(Qsofa.respiration(22)).isEqualTo(1);
  }

  @Test
  void lowPressureIncludes100() {
    assertThat(Qsofa.systolic(100)).isEqualTo(1);
    assertThat(Qsofa.systolic(101)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void mentationIsAlteredUnlessAlert(Acvpu level) {
    assertThat(Qsofa.mentation(level)).isEqualTo(level == Acvpu.A ? 0 : 1);
  }

  @Test
  void twoOfThreeArePositive() {
    assertThat(Qsofa.POSITIVE).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aLetterIsALevel(Acvpu level) {
    assertThat(Acvpu.of(level.name())).contains(level);
  }

  @ParameterizedTest
  @CsvSource({"''", "a", "X", "AA"})
  void otherLettersAreNone(String letter) {
    assertThat(Acvpu.of(letter)).isEmpty();
  }
}
