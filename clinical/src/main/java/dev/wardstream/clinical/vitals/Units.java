package dev.wardstream.clinical.vitals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The UCUM codes each vital may be sent in, and their exact conversion to its canonical unit. A
 * code that is not listed is refused, never guessed: {@code bpm}, {@code mmHg} and {@code degC} are
 * not UCUM, and {@code C} is coulomb.
 */
public final class Units {
  private static final Set<String> BEATS =
      Set.of("/min", "1/min", "min-1", "{beat}/min", "{beats}/min");
  private static final Set<String> BREATHS =
      Set.of("/min", "1/min", "min-1", "{breath}/min", "{breaths}/min", "{resp}/min");
  private static final Set<String> PERCENT = Set.of("%");
  private static final Set<String> PRESSURE = Set.of("mm[Hg]", "kPa");
  private static final Set<String> TEMPERATURE = Set.of("Cel", "[degF]", "K");
  private static final Set<String> FLOW = Set.of("L/min", "l/min");

  /** UCUM defines the metre of mercury as 133.3220 kPa. */
  private static final BigDecimal KILOPASCAL_PER_MILLIMETRE_OF_MERCURY = new BigDecimal("0.133322");

  private static final BigDecimal KELVIN_OFFSET = new BigDecimal("273.15");
  private static final BigDecimal FAHRENHEIT_OFFSET = BigDecimal.valueOf(32);
  private static final BigDecimal FIVE = BigDecimal.valueOf(5);
  private static final BigDecimal NINE = BigDecimal.valueOf(9);

  /**
   * Places kept where a quotient does not end. Cut off, not rounded, so that a later HALF_UP of the
   * result equals HALF_UP of the exact quotient.
   */
  private static final int MORE_PLACES = 6;

  private Units() {}

  /** The codes this vital may be sent in; empty for coded vitals, which have no unit. */
  public static Set<String> accepted(Vital vital) {
    return switch (vital) {
      case HR, PULSE -> BEATS;
      case RR -> BREATHS;
      case SPO2, FIO2 -> PERCENT;
      case SBP, DBP, MAP -> PRESSURE;
      case TEMP -> TEMPERATURE;
      case O2_FLOW -> FLOW;
      case ACVPU, O2 -> Set.of();
    };
  }

  /** Whether the vital may be sent in this unit; null means its canonical one. */
  public static boolean knows(Vital vital, @Nullable String unit) {
    return unit == null || accepted(vital).contains(unit);
  }

  /**
   * The value in the canonical unit; empty when the unit is unknown for this vital.
   *
   * @param unit null means the canonical unit
   */
  public static Optional<BigDecimal> toCanonical(
      Vital vital, BigDecimal value, @Nullable String unit) {
    if (unit == null) {
      return Optional.of(value);
    }
    if (!knows(vital, unit)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (unit) {
          case "[degF]" -> cutOff(value.subtract(FAHRENHEIT_OFFSET).multiply(FIVE), NINE);
          case "K" -> value.subtract(KELVIN_OFFSET);
          case "kPa" -> cutOff(value, KILOPASCAL_PER_MILLIMETRE_OF_MERCURY);
          default -> value;
        });
  }

  private static BigDecimal cutOff(BigDecimal dividend, BigDecimal divisor) {
    BigDecimal quotient =
        dividend.divide(divisor, Math.max(dividend.scale(), 0) + MORE_PLACES, RoundingMode.DOWN);
    BigDecimal stripped = quotient.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
