package dev.wardstream.clinical.vitals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Decimal numbers from the text a device sent; never through a binary float, and never so large or
 * fine that arithmetic on them costs more than a few machine words.
 */
public final class Decimals {
  /** A double printed in full has fewer digits; more are not a measurement. */
  private static final int MAX_LENGTH = 64;

  private static final int MAX_EXPONENT = 64;

  private Decimals() {}

  /** The number, or null when the text is not a decimal number at all ({@code NaN}, empty, …). */
  public static @Nullable BigDecimal parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !decimalCharacters(text)) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /**
   * Whether the number can be compared, rounded and printed at bounded cost. {@code 1E+999999999}
   * and {@code 1E-320} cannot; they are artefacts of whatever sent them.
   */
  public static boolean tame(BigDecimal value) {
    return Math.abs((long) value.scale()) <= MAX_EXPONENT;
  }

  /** The value as a monitor shows it and a nurse would chart it: HALF_UP to the chart's places. */
  public static BigDecimal display(Vital vital, BigDecimal value) {
    return value.scale() <= vital.chartScale()
        ? value
        : value.setScale(vital.chartScale(), RoundingMode.HALF_UP);
  }

  /** ASCII only: {@link BigDecimal} also takes the digits of other scripts. */
  private static boolean decimalCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
