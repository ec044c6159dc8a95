package dev.wardstream.clinical.rules;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a patient beside the readings.
 *
 * @param profile rule set id; null: the default
 * @param ageYears null when unknown, which counts as adult
 * @param pregnant or post-partum
 * @param paced has a pacemaker
 */
public record Care(
    @Nullable String ward,
    @Nullable String profile,
    @Nullable Integer ageYears,
    boolean pregnant,
    boolean paced,
    List<Prescription> prescriptions) {
  /** Nothing is known. */
  public static final Care UNKNOWN = new Care(null, null, null, false, false, List.of());

  /** NEWS2, qSOFA and shock index are made for adults: 16 years and older (RCP 2017). */
  private static final int ADULT_YEARS = 16;

  public Care {
    prescriptions = List.copyOf(prescriptions);
  }

  /** Whether scores made for adults apply. */
  public boolean adult() {
    return ageYears == null || ageYears >= ADULT_YEARS;
  }

  /** Why NEWS2 must not be computed; null when it may. */
  public @Nullable String news2NotApplicable() {
    if (!adult()) {
      return "age " + ageYears + ": NEWS2 is for 16 years and older";
    }
    return pregnant ? "pregnant or post-partum: NEWS2 does not apply" : null;
  }

  /** What a clinician ordered, for a time. */
  public sealed interface Prescription {
    /** Who ordered it. */
    String by();

    /** Inclusive, platform time. */
    Instant from();

    /** Exclusive; null while it lasts. */
    @Nullable Instant until();

    /** Whether it is in force. */
    default boolean inForce(Instant now) {
      var until = until();
      return !now.isBefore(from()) && (until == null || now.isBefore(until));
    }
  }

  /**
   * SpO2 scale 2: confirmed hypercapnic respiratory failure with a target of 88-92 % (RCP 2017).
   */
  public record Scale2(String by, Instant from, @Nullable Instant until) implements Prescription {}

  /** Other limits for one level of one family; null parts stay as they are. */
  public record Limit(
      String family,
      Severity severity,
      @Nullable BigDecimal raise,
      @Nullable BigDecimal clear,
      String by,
      Instant from,
      @Nullable Instant until)
      implements Prescription {}
}
