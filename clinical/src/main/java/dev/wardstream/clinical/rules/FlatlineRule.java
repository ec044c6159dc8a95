package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;

/**
 * A value that does not change although it should: the sensor, not the patient. Technical, LOW, one
 * family {@code <family>:<vital>}; never for paced patients.
 *
 * @param lasting how long the display-rounded value has been the same
 * @param samples how many samples of it at least
 * @param maxGap a gap longer than this begins anew
 */
public record FlatlineRule(
    String family, Vital vital, Duration lasting, int samples, Duration maxGap) implements Rule {
  public FlatlineRule {
    if (!vital.numeric() || lasting.isNegative() || samples < 2 || maxGap.isNegative()) {
      throw new IllegalArgumentException(family + " needs a number and at least 2 samples");
    }
  }
}
