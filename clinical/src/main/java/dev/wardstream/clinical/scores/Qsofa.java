package dev.wardstream.clinical.scores;

/**
 * Quick SOFA: one point each for fast breathing, low pressure and altered mentation (Singer M et
 * al., The Third International Consensus Definitions for Sepsis and Septic Shock, JAMA
 * 2016;315:801, Box 4). It is not a screen for sepsis by itself.
 */
public final class Qsofa {
  /** JAMA 2016;315:801, Box 4: two points or more are positive. */
  public static final int POSITIVE = 2;

  private Qsofa() {}

  /** JAMA 2016;315:801, Box 4: respiratory rate ≥ 22 /min. */
  public static int respiration(int perMinute) {
    return perMinute >= 22 ? 1 : 0;
  }

  /** JAMA 2016;315:801, Box 4: systolic blood pressure ≤ 100 mmHg. */
  public static int systolic(int millimetresOfMercury) {
    return millimetresOfMercury <= 100 ? 1 : 0;
  }

  /** JAMA 2016;315:801, Box 4: altered mentation, here anything but alert. */
  public static int mentation(Acvpu level) {
    return level == Acvpu.A ? 0 : 1;
  }
}
