package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A sustained threshold on one vital: one alert family with independent levels.
 *
 * @param family name of the alert family, e.g. SPO2_LOW
 * @param levels lowest severity first, at least one
 * @param maxGap G: two consecutive samples further apart than this belong to different runs
 * @param step a new worst value this much beyond the reported one is worth an UPDATED
 */
public record ThresholdRule(
    String family, Vital vital, Side side, List<Level> levels, Duration maxGap, BigDecimal step) {

  public ThresholdRule {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || !vital.numeric() || maxGap.isNegative() || step.signum() <= 0) {
      throw new IllegalArgumentException("threshold rule " + family + " is not complete");
    }
  }
}
