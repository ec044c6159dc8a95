package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sustained threshold on the display-rounded value of one vital.
 *
 * @param step a new worst value this much beyond the reported one is worth an UPDATED; null: never
 */
public record ThresholdRule(
    String family,
    Vital vital,
    Side side,
    List<Level> levels,
    Duration maxGap,
    @Nullable BigDecimal step)
    implements LeveledRule {

  public ThresholdRule {
    levels = LeveledRule.checked(family, levels, maxGap);
    if (!vital.numeric() || (step != null && step.signum() <= 0)) {
      throw new IllegalArgumentException(family + " needs a number and a step above 0");
    }
  }

  @Override
  public ThresholdRule withLevels(List<Level> other) {
    return new ThresholdRule(family, vital, side, other, maxGap, step);
  }
}
