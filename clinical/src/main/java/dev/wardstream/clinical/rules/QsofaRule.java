package dev.wardstream.clinical.rules;

import java.time.Duration;

/**
 * Quick SOFA (Seymour, JAMA 2016;315:762): at least two of respiration 22 /min or more, systolic
 * pressure 100 mm[Hg] or less, altered mentation.
 *
 * @param severity of a positive result
 * @param hold how long all three must be known and fewer than two met before the alert clears
 */
public record QsofaRule(String family, Severity severity, Duration hold) implements Rule {
  public QsofaRule {
    if (severity == Severity.NONE || hold.isNegative()) {
      throw new IllegalArgumentException(family + " needs a severity and a hold not negative");
    }
  }
}
