package dev.wardstream.cli.evaluate.cohort;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * ACVPU from the total of the Glasgow Coma Scale: an approximation, for charts that hold nothing
 * better.
 *
 * <p>Kelly, Upex and Bateman (Ann Emerg Med 2004;44:108-113) found median totals of 15 in the
 * alert, 13 in those who answered to a voice (quartiles 12 and 14), 8 to pain (7 and 9) and 3 in
 * the unresponsive. The cuts between these are this project's choice, and so is 14 as new
 * confusion: most often it is a confused answer of somebody otherwise awake. For NEWS2 only the cut
 * between 15 and 14 matters: C, V, P and U score the same.
 */
final class Consciousness {
  private Consciousness() {}

  /** Empty where the total is none of 3 to 15. */
  static Optional<String> of(BigDecimal total) {
    var points = total.stripTrailingZeros();
    if (points.scale() > 0 || points.signum() <= 0 || points.precision() > 4) {
      return Optional.empty();
    }
    return switch (points.intValue()) {
      case 15 -> Optional.of("A");
      case 14 -> Optional.of("C");
      case 9, 10, 11, 12, 13 -> Optional.of("V");
      case 4, 5, 6, 7, 8 -> Optional.of("P");
      case 3 -> Optional.of("U");
      default -> Optional.empty();
    };
  }
}
