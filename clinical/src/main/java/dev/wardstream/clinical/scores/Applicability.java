package dev.wardstream.clinical.scores;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether NEWS2 may be used for a patient at all: not under 16 years, not in pregnancy
 * or after birth (RCP 2017, recommendations on use).
 *
 * @param ageYears completed years; null when unknown, which does not rule NEWS2 out
 * @param pregnant pregnant or post-partum
 */
public record Applicability(@Nullable Integer ageYears, boolean pregnant) {
  /** RCP 2017: "should not be used in children (aged &lt;16 years)". */
  public static final int MIN_AGE_YEARS = 16;

  /** Nothing is known that rules NEWS2 out. */
  public static final Applicability ADULT = new Applicability(null, false);

  public Applicability {
    if (ageYears != null && ageYears < 0) {
      throw new IllegalArgumentException("age is " + ageYears + " years, must be 0 or more");
    }
  }

  /** Why NEWS2 must not be computed; empty when it may. */
  public Optional<String> objection() {
    if (ageYears != null && ageYears < MIN_AGE_YEARS) {
      return Optional.of("NEWS2 is not for patients under %d years".formatted(MIN_AGE_YEARS));
    }
    return pregnant
        ? Optional.of("NEWS2 is not for pregnant or post-partum patients")
        : Optional.empty();
  }
}
