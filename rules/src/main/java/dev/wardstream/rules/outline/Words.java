package dev.wardstream.rules.outline;

import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.Side;
import java.util.Optional;

/** The words of the document for what the model names otherwise. */
public final class Words {
  private Words() {}

  /** The key of a severity, as in {@code medium}. */
  public static String of(Severity severity) {
    return switch (severity) {
      case NONE -> "none";
      case LOW -> "low";
      case LOW_MEDIUM -> "lowMedium";
      case MEDIUM -> "medium";
      case HIGH -> "high";
    };
  }

  /** The severity of a key. */
  public static Optional<Severity> severity(String word) {
    for (Severity severity : Severity.values()) {
      if (of(severity).equals(word)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }

  /**
   * On which side of its limits a rule is dangerous. The distance of a rate is positive whether the
   * vital rises or falls, so a rate is always dangerous above.
   */
  public static Side compared(LeveledRule rule) {
    return rule instanceof RateRule ? Side.HIGH : rule.side();
  }

  /** The key of the limit that raises. */
  public static String raise(Side side) {
    return side == Side.LOW ? "below" : "above";
  }

  /** The key of the limit that clears. */
  public static String clear(Side side) {
    return side == Side.LOW ? "atLeast" : "atMost";
  }
}
