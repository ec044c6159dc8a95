package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The built-in rule sets. Every number is a project choice informed by the named source,
 * configurable, and to be signed off by a clinical safety officer before real use.
 */
public final class Profiles {
  private static final Duration MAX_GAP = Duration.ofSeconds(30);

  /**
   * Continuously monitored adults.
   *
   * <ul>
   *   <li>SpO2 below 90 %: factory limit of Mindray, Contec and Edan monitors; delay 15 s: Görges,
   *       Anesth Analg 2009;108:1546 and Welch, Biomed Instrum Technol 2011;45(s1):46. Below 80 %:
   *       Mindray's desaturation limit, without delay as in Masimo's Rapid Desat.
   *   <li>Heart rate 50…120 /min: factory limits of the same three; below 40: NEWS2 (RCP 2017)
   *       scores 3 at 40 and below; above 150: LIFEPAK. A rate of 0 counts.
   *   <li>Respiration above 30 /min: LIFEPAK; below 8: NEWS2 scores 3 at 8 and below; below 5,
   *       including apnoea, after 20 s: apnoea timers run 10…40 s (Mindray), 30 s (Masimo).
   *   <li>A gap of 30 s breaks a run; a signal is lost after 30 s, respiration after 60 s.
   *   <li>A new worst value is reported at 3 % SpO2 and 10 /min heart rate. Respiration: 5 /min
   *       upwards (a band of the NEWS2 chart is 4 wide), 2 /min downwards, where only 8 values are
   *       left.
   *   <li>Clearing always takes 3 samples; the HIGH level clears after the hold of its MEDIUM
   *       level.
   *   <li>Unacknowledged: the next group after 60 s and 180 s at HIGH, 180 s and 600 s at MEDIUM.
   * </ul>
   */
  public static final RuleSet ADULT_CONTINUOUS =
      RuleSet.of(
          "adult-continuous",
          1,
          List.of(
              threshold(
                  "SPO2_LOW",
                  Vital.SPO2,
                  Side.LOW,
                  "3",
                  level(Severity.MEDIUM, hold("90", 15, 3), hold("92", 15, 3)),
                  level(Severity.HIGH, hold("80", 0, 2), hold("82", 15, 3))),
              threshold(
                  "HR_HIGH",
                  Vital.HR,
                  Side.HIGH,
                  "10",
                  level(Severity.MEDIUM, hold("120", 10, 3), hold("115", 15, 3)),
                  level(Severity.HIGH, hold("150", 0, 2), hold("145", 15, 3))),
              threshold(
                  "HR_LOW",
                  Vital.HR,
                  Side.LOW,
                  "10",
                  level(Severity.MEDIUM, hold("50", 10, 3), hold("55", 15, 3)),
                  level(Severity.HIGH, hold("40", 0, 2), hold("45", 15, 3))),
              threshold(
                  "RR_HIGH",
                  Vital.RR,
                  Side.HIGH,
                  "5",
                  level(Severity.MEDIUM, hold("30", 30, 3), hold("28", 30, 3))),
              threshold(
                  "RR_LOW",
                  Vital.RR,
                  Side.LOW,
                  "2",
                  level(Severity.MEDIUM, hold("8", 30, 3), hold("10", 30, 3)),
                  level(Severity.HIGH, hold("5", 20, 2), hold("8", 30, 3)))),
          Map.of(
              Vital.SPO2, Duration.ofSeconds(30),
              Vital.HR, Duration.ofSeconds(30),
              Vital.RR, Duration.ofSeconds(60)),
          new Timing(
              Duration.ofSeconds(300),
              Duration.ofSeconds(60),
              Duration.ofSeconds(300),
              Duration.ofMinutes(5)),
          new TierClock(
              Map.of(
                  Severity.HIGH, List.of(Duration.ofSeconds(60), Duration.ofSeconds(180)),
                  Severity.MEDIUM, List.of(Duration.ofSeconds(180), Duration.ofSeconds(600)))));

  private Profiles() {}

  private static ThresholdRule threshold(
      String family, Vital vital, Side side, String step, Level... levels) {
    return new ThresholdRule(family, vital, side, List.of(levels), MAX_GAP, new BigDecimal(step));
  }

  private static Level level(Severity severity, Hold raise, Hold clear) {
    return new Level(severity, raise, clear);
  }

  private static Hold hold(String limit, int seconds, int samples) {
    return new Hold(new BigDecimal(limit), Duration.ofSeconds(seconds), samples);
  }
}
