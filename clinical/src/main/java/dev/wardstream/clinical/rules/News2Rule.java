package dev.wardstream.clinical.rules;

import java.time.Duration;

/**
 * The national early warning score of the Royal College of Physicians (NEWS2, 2017), recomputed
 * whenever a component changes or expires.
 *
 * @param hold how long every complete result must be lower before the alert is lowered to the
 *     highest of them
 * @param incomplete whether a score that loses a component raises the technical family {@code
 *     <family>_INCOMPLETE}
 */
public record News2Rule(String family, Duration hold, boolean incomplete) implements Rule {
  public News2Rule {
    if (hold.isNegative()) {
      throw new IllegalArgumentException(family + " needs a hold that is not negative");
    }
  }

  /** The technical family of a score that is no longer complete. */
  public String incompleteFamily() {
    return family + "_INCOMPLETE";
  }
}
