package dev.wardstream.clinical.vitals;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Values as whole numbers: millionths of the canonical unit, and small numbers for codes. Exact to
 * six decimals, which is finer than any sensor; a conversion is cut off there, so that a later
 * HALF_UP equals HALF_UP of the exact value.
 */
public final class Fixed {
  /** One unit. */
  public static final long ONE = 1_000_000;

  /** Not a plain decimal of ordinary size: look closer, with {@link Decimals}. */
  public static final long UNUSUAL = Long.MIN_VALUE;

  private static final int PLACES = 6;
  private static final int MAX_INTEGER_DIGITS = 9;
  private static final String CONSCIOUSNESS = "ACVPU";

  private Fixed() {}

  /** The value of plain decimal text such as {@code 97} or {@code 36.65}; else UNUSUAL. */
  public static long parse(String text) {
    int length = text.length();
    long number = 0;
    int i = 0;
    while (i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      number = number * 10 + (text.charAt(i) - '0');
      i++;
      if (i > MAX_INTEGER_DIGITS) {
        return UNUSUAL;
      }
    }
    if (i == 0) {
      return UNUSUAL;
    }
    int places = 0;
    if (i < length) {
      if (text.charAt(i) != '.' || i + 1 == length || length - i - 1 > PLACES) {
        return UNUSUAL;
      }
      for (i++; i < length; i++) {
        char c = text.charAt(i);
        if (c < '0' || c > '9') {
          return UNUSUAL;
        }
        number = number * 10 + (c - '0');
        places++;
      }
    }
    for (; places < PLACES; places++) {
      number *= 10;
    }
    return number;
  }

  /** The value cut off after six decimals; it must be of ordinary size. */
  public static long of(BigDecimal value) {
    return value.setScale(PLACES, RoundingMode.DOWN).unscaledValue().longValueExact();
  }

  /** The value of a level of consciousness. */
  public static long ofConsciousness(String code) {
    return CONSCIOUSNESS.indexOf(code);
  }

  /** The value as a number. */
  public static BigDecimal toDecimal(long value) {
    BigDecimal number = BigDecimal.valueOf(value, PLACES).stripTrailingZeros();
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  /** Decimal text in the canonical unit, or the code. */
  public static String text(Vital vital, long value) {
    if (vital.numeric()) {
      return decimal(value);
    }
    return vital == Vital.ACVPU
        ? CONSCIOUSNESS.substring((int) value, (int) value + 1)
        : Boolean.toString(value != 0);
  }

  /** Decimal text without needless zeros. */
  public static String decimal(long value) {
    return value % ONE == 0 ? Long.toString(value / ONE) : toDecimal(value).toPlainString();
  }

  /** The value as a monitor shows it and a nurse would chart it: HALF_UP to the chart's places. */
  public static long shown(Vital vital, long value) {
    long unit = vital.chartScale() == 0 ? ONE : ONE / 10;
    long rest = Math.floorMod(value, unit);
    long floor = value - rest;
    return rest * 2 >= unit ? floor + unit : floor;
  }
}
