package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one vital: how far a display-rounded value lies above the least (or below the
 * greatest) of the accepted samples in the closed window before it.
 *
 * @param side {@link Side#HIGH} for a rise above the minimum, {@link Side#LOW} for a fall below the
 *     maximum; the distance is positive in both
 * @param window how far back to look, inclusive
 * @param minAge only samples at least this much older are looked at; zero: the sample itself, too
 */
public record RateRule(
    String family,
    Vital vital,
    Side side,
    Duration window,
    Duration minAge,
    List<Level> levels,
    Duration maxGap)
    implements LeveledRule {

  public RateRule {
    levels = LeveledRule.checked(family, levels, maxGap);
    if (!vital.numeric() || minAge.isNegative() || window.compareTo(minAge) <= 0) {
      throw new IllegalArgumentException(family + " needs a number and a window above its minAge");
    }
  }

  @Override
  public @Nullable BigDecimal step() {
    return null;
  }

  @Override
  public RateRule withLevels(List<Level> other) {
    return new RateRule(family, vital, side, window, minAge, other, maxGap);
  }
}
