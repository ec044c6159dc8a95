package dev.wardstream.clinical.scores;

/** Clinical risk by NEWS2, lowest first (RCP 2017, Chart 2: NEWS thresholds and triggers). */
public enum Band {
  LOW,
  LOW_MEDIUM,
  MEDIUM,
  HIGH;

  /** RCP 2017, Chart 2: emergency response threshold. */
  private static final int EMERGENCY = 7;

  /** RCP 2017, Chart 2: key threshold for urgent response. */
  private static final int URGENT = 5;

  /**
   * The band of an aggregate score. The aggregate wins over a single red score: two reds that make
   * 6 are MEDIUM.
   *
   * @param red a single parameter scores 3
   */
  public static Band of(int total, boolean red) {
    if (total >= EMERGENCY) {
      return HIGH;
    }
    if (total >= URGENT) {
      return MEDIUM;
    }
    return red ? LOW_MEDIUM : LOW;
  }
}
