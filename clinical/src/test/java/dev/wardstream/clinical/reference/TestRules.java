package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.rules.ArtefactRule;
import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.FlatlineRule;
import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.Observation;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.QsofaRule;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.rules.Timing;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rule sets for random timelines. */
final class TestRules {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Every kind of rule with clocks so short that a few dozen inputs reach all of them. */
  static final RuleSet SHORT = compact(Set.of(Vital.HR, Vital.RR, Vital.SPO2));

  /** The same, measured now and then. */
  static final RuleSet SHORT_SPOT = compact(Set.of());

  /** The built-in profile with scores of single values. */
  static final RuleSet ADULT_SPOT =
      Profiles.ADULT_CONTINUOUS.withObservation(
          Profiles.ADULT_CONTINUOUS.observation().withContinuous(Set.of()));

  static final List<RuleSet> ALL =
      List.of(SHORT, SHORT, SHORT_SPOT, ADULT_SPOT, Profiles.ADULT_CONTINUOUS);

  private TestRules() {}

  private static RuleSet compact(Set<Vital> continuous) {
    RuleSet adult = Profiles.ADULT_CONTINUOUS;
    List<Rule> rules = new ArrayList<>();
    adult.rules().forEach(rule -> rules.add(compact(rule)));
    rules.add(3, fall());
    return RuleSet.of(
        "short-" + continuous.size(),
        1,
        new RuleSet(
            adult.id(),
            rules,
            Map.of(Vital.SPO2, seconds(30), Vital.HR, seconds(30), Vital.RR, seconds(60)),
            observation(continuous),
            new Timing(seconds(90), seconds(20), seconds(60), seconds(45)),
            new TierClock(
                Map.of(
                    Severity.HIGH, List.of(seconds(20), seconds(60)),
                    Severity.MEDIUM, List.of(seconds(30), seconds(120)))),
            adult.inactivation(),
            List.of()));
  }

  private static Rule compact(Rule rule) {
    return switch (rule) {
      case News2Rule news2 -> new News2Rule(news2.family(), seconds(60), true);
      case QsofaRule qsofa -> new QsofaRule(qsofa.family(), qsofa.severity(), seconds(60));
      case FlatlineRule flat ->
          new FlatlineRule(flat.family(), flat.vital(), seconds(30), 5, seconds(30));
      case ArtefactRule artefact -> new ArtefactRule(artefact.family(), 3, seconds(10));
      case DeliveryRule delivery -> new DeliveryRule(delivery.family(), seconds(10), seconds(40));
      case ShockIndexRule index ->
          new ShockIndexRule(index.family(), MINUTE, index.levels(), Duration.ofMinutes(5));
      case RateRule rate ->
          rate.minAge().isZero()
              ? new RateRule(
                  rate.family(),
                  rate.vital(),
                  rate.side(),
                  MINUTE,
                  rate.minAge(),
                  rate.levels(),
                  MINUTE)
              : new RateRule(
                  rate.family(),
                  rate.vital(),
                  rate.side(),
                  Duration.ofMinutes(3),
                  seconds(30),
                  rate.levels(),
                  Duration.ofMinutes(5));
      default -> rule;
    };
  }

  /** A fall with two levels, which no built-in profile has. */
  private static Rule fall() {
    return new RateRule(
        "SPO2_FALL",
        Vital.SPO2,
        Side.LOW,
        MINUTE,
        seconds(5),
        List.of(
            new Level(Severity.MEDIUM, hold("5", 5, 2), hold("3", 0, 2)),
            new Level(Severity.HIGH, hold("10", 0, 2), hold("8", 5, 1))),
        seconds(30));
  }

  private static Observation observation(Set<Vital> continuous) {
    Map<Vital, Duration> validity = new EnumMap<>(Vital.class);
    validity.put(Vital.HR, seconds(120));
    validity.put(Vital.RR, seconds(120));
    validity.put(Vital.SPO2, seconds(120));
    validity.put(Vital.SBP, seconds(180));
    validity.put(Vital.TEMP, seconds(240));
    validity.put(Vital.ACVPU, seconds(300));
    validity.put(Vital.O2, seconds(300));
    return new Observation(validity, continuous, MINUTE, 3, seconds(10));
  }

  private static Hold hold(String limit, int seconds, int samples) {
    return new Hold(new BigDecimal(limit), seconds(seconds), samples);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
