package dev.wardstream.clinical.rules;

import java.time.Duration;

/**
 * How long alarms may be inactive.
 *
 * @param pause audio pause of a patient when no end is given
 * @param maxPause longest audio pause
 * @param maxOff longest alarm-off of a patient's family
 */
public record Inactivation(Duration pause, Duration maxPause, Duration maxOff) {
  public Inactivation {
    if (!pause.isPositive() || maxPause.compareTo(pause) < 0 || !maxOff.isPositive()) {
      throw new IllegalArgumentException("needs 0 < pause <= maxPause and 0 < maxOff");
    }
  }
}
