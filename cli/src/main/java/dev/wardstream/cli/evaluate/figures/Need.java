package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.util.Set;

/**
 * What a cohort must offer so that a level of a family can be raised at all.
 *
 * @param vitals any one of these
 * @param samples consecutive ones, at least
 * @param lasting from the first to the last of them, at least
 * @param maxGap between two of them, at most
 */
public record Need(
    String family,
    Severity severity,
    Set<Vital> vitals,
    int samples,
    Duration lasting,
    Duration maxGap) {

  /** Whether a cohort can say anything about a level. */
  public enum Answer {
    ASSESSABLE,
    NOT_MEASURED,
    TOO_SELDOM
  }

  /**
   * The answer and its reason.
   *
   * @param why in words; empty when assessable
   */
  public record Assessment(String family, Severity severity, Answer answer, String why) {}

  /** Whether the cohort offers it. */
  public Assessment by(Sampling sampling) {
    var measured = vitals.stream().filter(sampling.measured()::contains).sorted().toList();
    if (measured.isEmpty()) {
      var names = vitals.stream().sorted().map(Vital::name).toList();
      return as(Answer.NOT_MEASURED, String.join(" or ", names) + " is not in the cohort");
    }
    if (samples < 2 && lasting.isZero()) {
      return as(Answer.ASSESSABLE, "");
    }
    for (Vital vital : measured) {
      var gap = sampling.median(vital);
      if (gap.isPresent() && gap.get().compareTo(maxGap) <= 0) {
        return as(Answer.ASSESSABLE, "");
      }
    }
    var gap = sampling.median(measured.getFirst()).map(Need::text).orElse("no second value");
    return as(
        Answer.TOO_SELDOM,
        "needs %d values over %s with gaps of at most %s; %s comes every %s (median)"
            .formatted(samples, text(lasting), text(maxGap), measured.getFirst(), gap));
  }

  private Assessment as(Answer answer, String why) {
    return new Assessment(family, severity, answer, why);
  }

  private static String text(Duration duration) {
    return duration.toSeconds() % 60 == 0 && !duration.isZero()
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }
}
