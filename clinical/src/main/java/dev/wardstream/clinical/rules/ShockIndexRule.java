package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Heart rate divided by systolic pressure, evaluated on every accepted systolic pressure with the
 * newest heart rate that is not later.
 *
 * @param maxAge how much older that heart rate may be, inclusive
 */
public record ShockIndexRule(String family, Duration maxAge, List<Level> levels, Duration maxGap)
    implements LeveledRule {

  public ShockIndexRule {
    levels = LeveledRule.checked(family, levels, maxGap);
    if (maxAge.isNegative()) {
      throw new IllegalArgumentException(family + " needs a maxAge that is not negative");
    }
  }

  @Override
  public Vital vital() {
    return Vital.SBP;
  }

  @Override
  public Side side() {
    return Side.HIGH;
  }

  @Override
  public @Nullable BigDecimal step() {
    return null;
  }

  @Override
  public ShockIndexRule withLevels(List<Level> other) {
    return new ShockIndexRule(family, maxAge, other, maxGap);
  }
}
