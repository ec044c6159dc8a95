package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule whose levels are independent two-state machines over the accepted samples of one vital:
 * each becomes active and ceases to be by a run of samples that meet its limit.
 */
public sealed interface LeveledRule extends Rule permits ThresholdRule, RateRule, ShockIndexRule {
  /** The vital whose samples are evaluated. */
  Vital vital();

  /** On which side of the limit is danger. */
  Side side();

  /** Lowest severity first, at least one. */
  List<Level> levels();

  /** G: two consecutive samples further apart than this belong to different runs. */
  Duration maxGap();

  /** A new worst value this much beyond the reported one is UPDATED; null: never. */
  @Nullable BigDecimal step();

  /** The same rule with other levels. */
  LeveledRule withLevels(List<Level> levels);

  /** The level of a severity. */
  default Optional<Level> level(Severity severity) {
    return levels().stream().filter(level -> level.severity() == severity).findFirst();
  }

  /** What every rule with levels must keep to. */
  static List<Level> checked(String family, List<Level> levels, Duration maxGap) {
    if (levels.isEmpty() || maxGap.isNegative()) {
      throw new IllegalArgumentException(family + " needs a level and a gap that is not negative");
    }
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i).severity().compareTo(levels.get(i - 1).severity()) <= 0) {
        throw new IllegalArgumentException(family + " must name its levels lowest first");
      }
    }
    return List.copyOf(levels);
  }
}
