package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What is compared with a limit: never rounded.
 *
 * @param numerator as {@link Fixed}
 * @param denominator a whole number above zero
 */
record Fraction(long numerator, long denominator) {
  private static final int PLACES = 3;

  static Fraction plain(long value) {
    return new Fraction(value, 1);
  }

  /** For people: a quotient HALF_UP to three places. */
  String text() {
    return denominator == 1
        ? Fixed.decimal(numerator)
        : BigDecimal.valueOf(numerator)
            .divide(
                BigDecimal.valueOf(denominator).multiply(BigDecimal.valueOf(Fixed.ONE)),
                PLACES,
                RoundingMode.HALF_UP)
            .toPlainString();
  }
}
