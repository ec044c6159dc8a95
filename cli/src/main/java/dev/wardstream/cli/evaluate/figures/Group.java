package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.clinical.rules.Severity;

/**
 * The alerts of a family, or of all, from a severity upwards: what one would hear if nothing else
 * were switched on.
 *
 * @param family {@link #ALL} for the whole rule set
 */
public record Group(String family, Severity atLeast) {
  /** In place of a family: every one of them. */
  public static final String ALL = "ALL";

  /** Whether it is the whole rule set. */
  public boolean whole() {
    return family.equals(ALL);
  }

  boolean has(Alert alert) {
    return has(alert.family(), alert.severity());
  }

  boolean has(Stretch stretch) {
    return has(stretch.family(), stretch.severity());
  }

  boolean has(String other, Severity severity) {
    return (whole() || family.equals(other)) && severity.compareTo(atLeast) >= 0;
  }
}
