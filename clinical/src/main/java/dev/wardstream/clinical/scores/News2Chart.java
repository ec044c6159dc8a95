package dev.wardstream.clinical.scores;

/**
 * Points per parameter, after Royal College of Physicians, National Early Warning Score (NEWS) 2,
 * London: RCP, December 2017, Chart 1: the NEWS scoring system. Values are charted ones: already
 * rounded to the chart's resolution. Nothing is allocated.
 */
public final class News2Chart {
  /** A parameter with this many points is red (RCP 2017, Chart 2: "3 in any single parameter"). */
  public static final int RED = 3;

  /**
   * Scale 2: from here on the points depend on whether the patient breathes oxygen (RCP 2017, Chart
   * 1: "≥93 on air", "93–94 on oxygen").
   */
  private static final int SCALE_2_ABOVE_TARGET = 93;

  private News2Chart() {}

  /** RCP 2017, Chart 1, respiration rate: ≤8 3, 9–11 1, 12–20 0, 21–24 2, ≥25 3. */
  public static int respiration(int perMinute) {
    if (perMinute <= 8 || perMinute >= 25) {
      return 3;
    }
    if (perMinute >= 21) {
      return 2;
    }
    return perMinute <= 11 ? 1 : 0;
  }

  /**
   * Points of the oxygen saturation.
   *
   * @param scale2 the patient has a prescribed target of 88–92 %; without a prescription, scale 1
   * @param oxygen the patient breathes supplemental oxygen; matters on scale 2 from 93 % on
   */
  public static int saturation(int percent, boolean scale2, boolean oxygen) {
    return scale2 ? saturationScale2(percent, oxygen) : saturationScale1(percent);
  }

  /** RCP 2017, Chart 1, SpO2 scale 1: ≤91 3, 92–93 2, 94–95 1, ≥96 0. */
  private static int saturationScale1(int percent) {
    if (percent <= 91) {
      return 3;
    }
    if (percent <= 93) {
      return 2;
    }
    return percent <= 95 ? 1 : 0;
  }

  /**
   * RCP 2017, Chart 1, SpO2 scale 2: ≤83 3, 84–85 2, 86–87 1, 88–92 0; ≥93 on air 0; on oxygen
   * 93–94 1, 95–96 2, ≥97 3.
   */
  private static int saturationScale2(int percent, boolean oxygen) {
    if (percent <= 83) {
      return 3;
    }
    if (percent <= 85) {
      return 2;
    }
    if (percent <= 87) {
      return 1;
    }
    if (percent < SCALE_2_ABOVE_TARGET || !oxygen) {
      return 0;
    }
    if (percent <= 94) {
      return 1;
    }
    return percent <= 96 ? 2 : 3;
  }

  /** Whether the points of this saturation are unknown as long as air or oxygen is unknown. */
  public static boolean saturationNeedsOxygen(int percent, boolean scale2) {
    return scale2 && percent >= SCALE_2_ABOVE_TARGET;
  }

  /** The fewest points of this saturation when air or oxygen is unknown. */
  public static int saturationAtLeast(int percent, boolean scale2) {
    return saturation(percent, scale2, false);
  }

  /** The most points of this saturation when air or oxygen is unknown. */
  public static int saturationAtMost(int percent, boolean scale2) {
    return saturation(percent, scale2, true);
  }

  /** RCP 2017, Chart 1, air or oxygen: oxygen 2, air 0. */
  public static int oxygen(boolean oxygen) {
    return oxygen ? 2 : 0;
  }

  /** RCP 2017, Chart 1, systolic blood pressure: ≤90 3, 91–100 2, 101–110 1, 111–219 0, ≥220 3. */
  public static int systolic(int millimetresOfMercury) {
    if (millimetresOfMercury <= 90 || millimetresOfMercury >= 220) {
      return 3;
    }
    if (millimetresOfMercury <= 100) {
      return 2;
    }
    return millimetresOfMercury <= 110 ? 1 : 0;
  }

  /** RCP 2017, Chart 1, pulse: ≤40 3, 41–50 1, 51–90 0, 91–110 1, 111–130 2, ≥131 3. */
  public static int pulse(int perMinute) {
    if (perMinute <= 40 || perMinute >= 131) {
      return 3;
    }
    if (perMinute >= 111) {
      return 2;
    }
    return perMinute <= 50 || perMinute >= 91 ? 1 : 0;
  }

  /** RCP 2017, Chart 1, consciousness: alert 0, anything else 3. */
  public static int consciousness(Acvpu level) {
    return level == Acvpu.A ? 0 : 3;
  }

  /**
   * RCP 2017, Chart 1, temperature in °C: ≤35.0 3, 35.1–36.0 1, 36.1–38.0 0, 38.1–39.0 1, ≥39.1 2.
   *
   * @param tenths of a degree Celsius
   */
  public static int temperature(int tenths) {
    if (tenths <= 350) {
      return 3;
    }
    if (tenths >= 391) {
      return 2;
    }
    return tenths <= 360 || tenths >= 381 ? 1 : 0;
  }
}
