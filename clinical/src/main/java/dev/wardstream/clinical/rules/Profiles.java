package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The built-in rule sets. Every number is a project choice informed by the named source,
 * configurable, and to be signed off by a clinical safety officer before real use.
 */
public final class Profiles {
  private static final Duration MAX_GAP = Duration.ofSeconds(30);

  /** Runs of one sample need no gap; a day is as good as any. */
  private static final Duration SPOT_GAP = Duration.ofHours(24);

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
      profile(
          "adult-continuous",
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
                  level(Severity.HIGH, hold("5", 20, 2), hold("8", 30, 3))),
              spot(
                  "SBP_HIGH",
                  Vital.SBP,
                  Side.HIGH,
                  "10",
                  level(Severity.MEDIUM, hold("160"), hold("155")),
                  // At 220 and above, the band in which NEWS2 scores 3.
                  level(Severity.HIGH, hold("219"), hold("210"))),
              spot(
                  "SBP_LOW",
                  Vital.SBP,
                  Side.LOW,
                  "10",
                  level(Severity.MEDIUM, hold("90"), hold("95")),
                  level(Severity.HIGH, hold("70"), hold("75"))),
              spot(
                  "TEMP_HIGH",
                  Vital.TEMP,
                  Side.HIGH,
                  "0.5",
                  level(Severity.MEDIUM, hold("39.0"), hold("38.7")),
                  level(Severity.HIGH, hold("40.5"), hold("40.2"))),
              spot(
                  "TEMP_LOW",
                  Vital.TEMP,
                  Side.LOW,
                  "0.5",
                  // At 35.0 and below, the band in which NEWS2 scores 3.
                  level(Severity.MEDIUM, hold("35.1"), hold("35.3")),
                  level(Severity.HIGH, hold("34.0"), hold("34.3"))),
              new RateRule(
                  "HR_RISE",
                  Vital.HR,
                  Side.HIGH,
                  Duration.ofSeconds(300),
                  Duration.ZERO,
                  List.of(level(Severity.MEDIUM, hold("30", 0, 2), hold("15", 0, 2))),
                  Duration.ofSeconds(120)),
              new RateRule(
                  "TEMP_RISE",
                  Vital.TEMP,
                  Side.HIGH,
                  Duration.ofSeconds(3600),
                  Duration.ofSeconds(600),
                  List.of(level(Severity.MEDIUM, hold("1.0"), hold("0.5"))),
                  SPOT_GAP),
              new ShockIndexRule(
                  "SHOCK_INDEX",
                  Duration.ofSeconds(300),
                  List.of(
                      level(Severity.MEDIUM, hold("0.9"), hold("0.85")),
                      level(Severity.HIGH, hold("1.0"), hold("0.95"))),
                  SPOT_GAP),
              new News2Rule("NEWS2", Duration.ofSeconds(300), true),
              new QsofaRule("QSOFA", Severity.MEDIUM, Duration.ofSeconds(300)),
              new FlatlineRule("FLATLINE", Vital.HR, Duration.ofMinutes(10), 60, MAX_GAP),
              new ArtefactRule("ARTEFACT", 3, Duration.ofSeconds(10)),
              new ClockSkewRule("CLOCK_SKEW"),
              new DeliveryRule("UNDELIVERED", Duration.ofSeconds(30), Duration.ofSeconds(120))),
          Map.of(
              Vital.SPO2, Duration.ofSeconds(30),
              Vital.HR, Duration.ofSeconds(30),
              Vital.RR, Duration.ofSeconds(60)),
          new Observation(
              validity(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4), 12),
              Set.of(Vital.HR, Vital.RR, Vital.SPO2),
              Duration.ofSeconds(60),
              3,
              Duration.ofSeconds(30)));

  /**
   * Adults at home who are measured now and then. The limits are those of {@link
   * #ADULT_CONTINUOUS}; with hours between samples nothing can be sustained, so the first sample
   * decides. Values count for longer in the scores; a day without any is a lost signal.
   */
  public static final RuleSet HOME_RPM =
      profile(
          "home-rpm",
          ADULT_CONTINUOUS.rules().stream().map(Profiles::atHome).toList(),
          Map.of(
              Vital.SPO2, Duration.ofHours(24),
              Vital.HR, Duration.ofHours(24)),
          new Observation(
              validity(Duration.ofHours(1), Duration.ofHours(12), Duration.ofHours(12), 24),
              Set.of(),
              Duration.ofSeconds(60),
              3,
              Duration.ofSeconds(30)));

  private Profiles() {}

  private static RuleSet profile(
      String name, List<Rule> rules, Map<Vital, Duration> silence, Observation observation) {
    return RuleSet.of(
        name,
        1,
        new RuleSet(
            new RuleSetId(name, 1, ""),
            rules,
            silence,
            observation,
            new Timing(
                Duration.ofSeconds(300),
                Duration.ofSeconds(60),
                Duration.ofSeconds(300),
                Duration.ofMinutes(5)),
            new TierClock(
                Map.of(
                    Severity.HIGH, List.of(Duration.ofSeconds(60), Duration.ofSeconds(180)),
                    Severity.MEDIUM, List.of(Duration.ofSeconds(180), Duration.ofSeconds(600)))),
            new Inactivation(Duration.ofSeconds(120), Duration.ofMinutes(10), Duration.ofHours(8)),
            List.of()));
  }

  /** Half the table of NEWS2 components shares one validity: what a monitor measures. */
  private static Map<Vital, Duration> validity(
      Duration monitored, Duration pressure, Duration temperature, int observedHours) {
    return Map.of(
        Vital.HR, monitored,
        Vital.RR, monitored,
        Vital.SPO2, monitored,
        Vital.SBP, pressure,
        Vital.TEMP, temperature,
        Vital.ACVPU, Duration.ofHours(observedHours),
        Vital.O2, Duration.ofHours(observedHours));
  }

  private static Rule atHome(Rule rule) {
    return rule instanceof ThresholdRule threshold
        ? new ThresholdRule(
            threshold.family(),
            threshold.vital(),
            threshold.side(),
            threshold.levels().stream()
                .map(level -> new Level(level.severity(), once(level.raise()), once(level.clear())))
                .toList(),
            SPOT_GAP,
            threshold.step())
        : rule;
  }

  private static Hold once(Hold hold) {
    return new Hold(hold.limit(), Duration.ZERO, 1);
  }

  private static ThresholdRule threshold(
      String family, Vital vital, Side side, String step, Level... levels) {
    return new ThresholdRule(family, vital, side, List.of(levels), MAX_GAP, new BigDecimal(step));
  }

  /** A vital that is measured now and then: every sample decides. */
  private static ThresholdRule spot(
      String family, Vital vital, Side side, String step, Level... levels) {
    return new ThresholdRule(family, vital, side, List.of(levels), SPOT_GAP, new BigDecimal(step));
  }

  private static Level level(Severity severity, Hold raise, Hold clear) {
    return new Level(severity, raise, clear);
  }

  private static Hold hold(String limit) {
    return hold(limit, 0, 1);
  }

  private static Hold hold(String limit, int seconds, int samples) {
    return new Hold(new BigDecimal(limit), Duration.ofSeconds(seconds), samples);
  }
}
