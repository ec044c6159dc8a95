package dev.wardstream.cli.evaluate;

import dev.wardstream.cli.evaluate.figures.Need;
import dev.wardstream.clinical.rules.ArtefactRule;
import dev.wardstream.clinical.rules.ClockSkewRule;
import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.FlatlineRule;
import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.Observation;
import dev.wardstream.clinical.rules.QsofaRule;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.rules.document.Problem;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rule sets by name, and what they need to know of a patient to say anything. */
final class RuleSets {
  /** Behind a name: every value is taken for what it is, without waiting for the next. */
  static final String SPOT = "@spot";

  private static final Map<String, RuleSet> BUILT_IN = RuleBook.BUILT_IN.sets();

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
    var builtIn = BUILT_IN.get(plain);
    var found = builtIn == null ? inFile(plain) : builtIn;
    return spot ? spot(found) : found;
  }

  private static RuleSet inFile(String name) {
    var file = new File(name);
    if (!file.isFile()) {
      throw new IllegalArgumentException(
          "'%s' is no file and no built-in rule set. There are: %s, each also with %s."
              .formatted(name, String.join(", ", BUILT_IN.keySet()), SPOT));
    }
    try {
      return switch (RuleReader.read(name, Files.readString(file.toPath()))) {
        case Reading.Accepted(var document) -> document.rules();
        case Reading.Refused(var problems) ->
            throw new IllegalArgumentException(
                problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
      };
    } catch (IOException e) {
      throw new IllegalArgumentException("'%s' cannot be read: %s".formatted(name, e), e);
    }
  }

  /** The same limits for values that come one by one: raised and cleared by a single value. */
  private static RuleSet spot(RuleSet rules) {
    var single =
        rules
            .withObservation(rules.observation().withContinuous(Set.of()))
            .withRules(rules.rules().stream().map(RuleSets::spot).toList());
    return RuleSet.of(rules.id().name() + SPOT, rules.id().version(), single);
  }

  private static Rule spot(Rule rule) {
    return rule instanceof ThresholdRule threshold
        ? threshold.withLevels(
            threshold.levels().stream()
                .map(level -> new Level(level.severity(), spot(level.raise()), spot(level.clear())))
                .toList())
        : rule;
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

  /** The rules that a recording can be measured by, with or without the technical ones. */
  static RuleSet recorded(RuleSet rules, boolean technical) {
    var kept =
        rules.rules().stream()
            .filter(rule -> recorded(rule.family()))
            .filter(rule -> technical || !technical(rule.family()))
            .toList();
    return (technical ? rules : rules.withSilence(Map.of())).withRules(kept);
  }

  /** What each level of each physiological family needs. */
  static List<Need> needs(RuleSet rules) {
    var needs = new ArrayList<Need>();
    for (Rule rule : rules.rules()) {
      switch (rule) {
        case LeveledRule leveled ->
            leveled.levels().forEach(level -> needs.add(need(leveled, level)));
        case News2Rule news2 -> {
          for (var severity : List.of(Severity.LOW_MEDIUM, Severity.MEDIUM, Severity.HIGH)) {
            needs.add(score(news2.family(), severity, rules.observation()));
          }
        }
        case QsofaRule qsofa ->
            needs.add(score(qsofa.family(), qsofa.severity(), rules.observation()));
        case FlatlineRule _, ArtefactRule _, ClockSkewRule _, DeliveryRule _ -> {}
      }
    }
    return needs;
  }

  private static Need need(LeveledRule rule, Level level) {
    var raise = level.raise();
    var vitals = Set.of(rule.vital());
    if (rule instanceof RateRule rate && !rate.minAge().isZero()) {
      var samples = raise.samples() + 1;
      return new Need(
          rule.family(), level.severity(), vitals, samples, rate.minAge(), rate.window());
    }
    return new Need(
        rule.family(), level.severity(), vitals, raise.samples(), raise.lasting(), rule.maxGap());
  }

  /** Where streams are expected, a score of what is measured by hand alone would be no score. */
  private static Need score(String family, Severity severity, Observation observation) {
    return observation.continuous().isEmpty()
        ? new Need(family, severity, Observation.COMPONENTS, 1, Duration.ZERO, observation.window())
        : new Need(
            family,
            severity,
            observation.continuous(),
            observation.samples(),
            observation.span(),
            observation.window());
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
