package dev.wardstream.clinical.vitals;

import java.math.BigDecimal;

/**
 * The bounds outside which a value is impossible and therefore an artefact of the sensor. They
 * exclude the impossible only, never the unlikely: a heart rate or respiration rate of 0 is a
 * patient in arrest, not a bad number.
 *
 * <p>The "no value" sentinels of device protocols (−1, 127, 255, 2046…2050, 32767, 65535, 8388607)
 * need no list: where such a number is impossible for the vital it lies outside the bounds, and
 * where it is possible (a systolic pressure of 127) it must be believed.
 */
public final class Plausibility {
  private record Bounds(BigDecimal low, BigDecimal high, long fixedLow, long fixedHigh) {
    static Bounds of(String low, String high) {
      BigDecimal least = new BigDecimal(low);
      BigDecimal most = new BigDecimal(high);
      return new Bounds(least, most, Fixed.of(least), Fixed.of(most));
    }
  }

  private static final Bounds RATE = Bounds.of("0", "300");
  private static final Bounds RESPIRATION = Bounds.of("0", "120");
  private static final Bounds SATURATION = Bounds.of("1", "100");
  private static final Bounds SYSTOLIC = Bounds.of("30", "300");
  private static final Bounds DIASTOLIC = Bounds.of("10", "220");
  private static final Bounds MEAN_PRESSURE = Bounds.of("15", "250");
  private static final Bounds TEMPERATURE = Bounds.of("25.0", "45.0");

  /** Project choice: no wall outlet or concentrator delivers more. */
  private static final Bounds FLOW = Bounds.of("0", "100");

  /** Project choice: a share of a gas mixture. */
  private static final Bounds SHARE = Bounds.of("1", "100");

  private Plausibility() {}

  /**
   * Whether a value in the canonical unit of a numeric vital is possible in a living or dying
   * patient.
   */
  public static boolean possible(Vital vital, BigDecimal value) {
    Bounds bounds = bounds(vital);
    return Decimals.tame(value)
        && value.compareTo(bounds.low) >= 0
        && value.compareTo(bounds.high) <= 0;
  }

  /** The same for a value as {@link Fixed}. */
  public static boolean possible(Vital vital, long value) {
    Bounds bounds = bounds(vital);
    return value >= bounds.fixedLow && value <= bounds.fixedHigh;
  }

  /** Whether systolic and diastolic pressure measured together can be true together. */
  public static boolean possiblePair(BigDecimal systolic, BigDecimal diastolic) {
    return systolic.compareTo(diastolic) > 0;
  }

  /** The same for values as {@link Fixed}. */
  public static boolean possiblePair(long systolic, long diastolic) {
    return systolic > diastolic;
  }

  private static Bounds bounds(Vital vital) {
    return switch (vital) {
      case HR, PULSE -> RATE;
      case RR -> RESPIRATION;
      case SPO2 -> SATURATION;
      case SBP -> SYSTOLIC;
      case DBP -> DIASTOLIC;
      case MAP -> MEAN_PRESSURE;
      case TEMP -> TEMPERATURE;
      case O2_FLOW -> FLOW;
      case FIO2 -> SHARE;
      case ACVPU, O2 -> throw new IllegalArgumentException(vital + " is not a number");
    };
  }
}
