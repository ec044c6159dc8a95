package dev.wardstream.cli.evaluate;

import dev.wardstream.cli.evaluate.figures.Need;
import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.ThresholdRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rule sets by name, and what they need to know of a patient to say anything. */
final class RuleSets {
  /** Behind a name: every value is taken for what it is, without waiting for the next. */
  static final String SPOT = "@spot";

  private static final Map<String, RuleSet> BUILT_IN =
      Stream.of(Profiles.ADULT_CONTINUOUS)
          .collect(Collectors.toMap(rules -> rules.id().name(), rules -> rules));

  /** Families that speak of the measurement, not of the patient. */
  private static final List<String> TECHNICAL =
      List.of("SIGNAL_LOST", "NEWS2_INCOMPLETE", "ARTEFACT", "FLATLINE", "CLOCK_SKEW");

  /** Families that speak of people and screens, of which a recording has none. */
  private static final List<String> ON_THE_WARD_ONLY =
      List.of("UNDELIVERED", "NOBODY_WATCHING", "AUDIO_PAUSE", "ALARM_OFF");

  private RuleSets() {}

  /**
   * The rule set of a name.
   *
   * @throws IllegalArgumentException with what there is instead
   */
  static RuleSet named(String name) {
    var spot = name.endsWith(SPOT);
    var plain = spot ? name.substring(0, name.length() - SPOT.length()) : name;
    var found = BUILT_IN.get(plain);
    if (found == null) {
      throw new IllegalArgumentException(
          "'%s' is no built-in rule set, and rule files cannot be read yet. There are: %s, each also with %s."
              .formatted(plain, String.join(", ", new TreeSet<>(BUILT_IN.keySet())), SPOT));
    }
    return spot ? spot(found) : found;
  }

  /** The same limits for values that come one by one: raised and cleared by a single value. */
  private static RuleSet spot(RuleSet rules) {
    var thresholds = new ArrayList<ThresholdRule>();
    for (ThresholdRule rule : rules.thresholds()) {
      var levels = new ArrayList<Level>();
      for (Level level : rule.levels()) {
        levels.add(new Level(level.severity(), spot(level.raise()), spot(level.clear())));
      }
      thresholds.add(
          new ThresholdRule(
              rule.family(), rule.vital(), rule.side(), levels, rule.maxGap(), rule.step()));
    }
    return RuleSet.of(
        rules.id().name() + SPOT,
        rules.id().version(),
        thresholds,
        rules.silence(),
        rules.timing(),
        rules.tiers());
  }

  private static Hold spot(Hold hold) {
    return new Hold(hold.limit(), Duration.ZERO, 1);
  }

  /** Whether a family speaks of the measurement, not of the patient. */
  static boolean technical(String family) {
    return TECHNICAL.contains(kind(family));
  }

  /** Whether a recording can say anything of a family at all. */
  static boolean recorded(String family) {
    return !ON_THE_WARD_ONLY.contains(kind(family));
  }

  /** A family without the vital it is about: SIGNAL_LOST of SIGNAL_LOST:HR. */
  static String kind(String family) {
    var colon = family.indexOf(':');
    return colon < 0 ? family : family.substring(0, colon);
  }

  /** What each level of each physiological family needs. */
  static List<Need> needs(RuleSet rules) {
    var needs = new ArrayList<Need>();
    for (ThresholdRule rule : rules.thresholds()) {
      for (Level level : rule.levels()) {
        var raise = level.raise();
        needs.add(
            new Need(
                rule.family(),
                level.severity(),
                Set.of(rule.vital()),
                raise.samples(),
                raise.lasting(),
                rule.maxGap()));
      }
    }
    return needs;
  }

  /** The physiological families and the severities they can take. */
  static Map<String, Collection<Severity>> families(RuleSet rules) {
    var families = new TreeMap<String, Collection<Severity>>();
    for (Need need : needs(rules)) {
      families.computeIfAbsent(need.family(), _ -> new TreeSet<>()).add(need.severity());
    }
    return families;
  }

  /** Every family name one may ask for, without the vital of the technical ones. */
  static Set<String> names(RuleSet rules) {
    var names = new TreeSet<>(families(rules).keySet());
    names.addAll(TECHNICAL);
    return names;
  }
}
