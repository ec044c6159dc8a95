package dev.wardstream.rules.outline;

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
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of a rule set as the tree that a document shows: maps in order, lists, and leaves
 * that are text, numbers, truth values or lengths of time. Every default is written out.
 */
public final class Outline {
  private Outline() {}

  /** Everything but id, version and description. */
  public static SequencedMap<String, Object> of(RuleSet rules) {
    SequencedMap<String, Object> families = new LinkedHashMap<>();
    for (Rule rule : rules.rules()) {
      if (!Families.fits(rule)) {
        throw new IllegalArgumentException(
            rule.family() + " is a name that a document gives to another kind of rule");
      }
      families.put(rule.family(), family(rule));
    }
    SequencedMap<String, Object> tiers = new LinkedHashMap<>();
    rules.tiers().after().forEach((severity, waits) -> tiers.put(Words.of(severity), waits));
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("families", families);
    tree.put("silence", times(rules.silence()));
    tree.put("observation", observation(rules.observation()));
    tree.put(
        "timing",
        map(
            "lateness", rules.timing().lateness(),
            "future", rules.timing().future(),
            "freshness", rules.timing().freshness(),
            "lostEscalation", rules.timing().lostEscalation()));
    tree.put("tiers", tiers);
    tree.put(
        "inactivation",
        map(
            "pause", rules.inactivation().pause(),
            "maxPause", rules.inactivation().maxPause(),
            "maxOff", rules.inactivation().maxOff()));
    Adjusted.of(rules, tree);
    return tree;
  }

  private static Object family(Rule rule) {
    return switch (rule) {
      case LeveledRule leveled -> leveled(leveled);
      case News2Rule news2 -> map("hold", news2.hold(), "incomplete", news2.incomplete());
      case QsofaRule qsofa -> map("severity", Words.of(qsofa.severity()), "hold", qsofa.hold());
      case FlatlineRule flatline ->
          map(
              "vital", flatline.vital().wireName(),
              "for", flatline.lasting(),
              "samples", flatline.samples(),
              "maxGap", flatline.maxGap());
      case ArtefactRule artefact -> map("samples", artefact.samples(), "for", artefact.lasting());
      case ClockSkewRule _ -> map();
      case DeliveryRule delivery ->
          map("after", delivery.undelivered(), "nobodyWatchingAfter", delivery.unwatched());
    };
  }

  private static SequencedMap<String, Object> leveled(LeveledRule rule) {
    SequencedMap<String, Object> family =
        switch (rule) {
          case ThresholdRule threshold -> map("vital", threshold.vital().wireName());
          case RateRule rate ->
              map(
                  "vital", rate.vital().wireName(),
                  "change", rate.side() == Side.HIGH ? "rise" : "fall",
                  "within", rate.window(),
                  "minAge", rate.minAge());
          case ShockIndexRule shock -> map("maxAge", shock.maxAge());
        };
    Side side = Words.compared(rule);
    for (Level level : rule.levels()) {
      family.put(
          Words.of(level.severity()),
          map(
              "raise", hold(Words.raise(side), level.raise()),
              "clear", hold(Words.clear(side), level.clear())));
    }
    family.put("maxGap", rule.maxGap());
    if (rule instanceof ThresholdRule) {
      family.put("step", rule.step() == null ? "off" : rule.step());
    }
    return family;
  }

  private static Map<String, Object> hold(String limitKey, Hold hold) {
    return map(limitKey, hold.limit(), "for", hold.lasting(), "samples", hold.samples());
  }

  private static Map<String, Object> observation(Observation observation) {
    SequencedMap<String, Object> valid = new LinkedHashMap<>();
    for (Vital vital : Observation.COMPONENTS) {
      valid.put(vital.wireName(), observation.validity().getOrDefault(vital, Duration.ZERO));
    }
    return map(
        "valid", valid,
        "continuous",
            observation.continuous().stream()
                .sorted(Comparator.naturalOrder())
                .map(Vital::wireName)
                .toList(),
        "median",
            map(
                "window", observation.window(),
                "samples", observation.samples(),
                "span", observation.span()));
  }

  static SequencedMap<String, Object> times(Map<Vital, ? extends @Nullable Duration> times) {
    SequencedMap<String, Object> written = new LinkedHashMap<>();
    times.forEach(
        (vital, length) -> written.put(vital.wireName(), length == null ? "off" : length));
    return written;
  }

  /** Names and values in turn. */
  static SequencedMap<String, Object> map(Object... parts) {
    SequencedMap<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      map.put((String) parts[i], parts[i + 1]);
    }
    return map;
  }

  /** As a list, for callers that know it is one. */
  static List<?> list(Object value) {
    return (List<?>) value;
  }
}
