package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that decides whether a reading becomes an alert, as one immutable value.
 *
 * @param thresholds one family each, in the order in which equal-time events are emitted
 * @param silence S per vital, in the order of {@code Vital}: how long a series may be silent; a
 *     vital without an entry may always
 * @param timing the clocks shared by all rules
 * @param tiers when the next recipient group is called
 */
public record RuleSet(
    RuleSetId id,
    List<ThresholdRule> thresholds,
    Map<Vital, Duration> silence,
    Timing timing,
    TierClock tiers) {

  public RuleSet {
    thresholds = List.copyOf(thresholds);
    silence = Collections.unmodifiableMap(new TreeMap<>(silence));
    if (thresholds.stream().map(ThresholdRule::family).distinct().count() != thresholds.size()) {
      throw new IllegalArgumentException("rule set " + id.name() + " names a family twice");
    }
  }

  /** A rule set whose hash is computed from its content. */
  public static RuleSet of(
      String name,
      int version,
      List<ThresholdRule> thresholds,
      Map<Vital, Duration> silence,
      Timing timing,
      TierClock tiers) {
    var hash = Fingerprint.of(thresholds, silence, timing, tiers);
    return new RuleSet(new RuleSetId(name, version, hash), thresholds, silence, timing, tiers);
  }

  /** The same rules with other silence limits; a different content, hence a different hash. */
  public RuleSet withSilence(Map<Vital, Duration> other) {
    return of(id.name(), id.version(), thresholds, other, timing, tiers);
  }

  /** The same rules with other tier clocks; a different content, hence a different hash. */
  public RuleSet withTiers(TierClock other) {
    return of(id.name(), id.version(), thresholds, silence, timing, other);
  }

  /** The rule of a family. */
  public Optional<ThresholdRule> threshold(String family) {
    return thresholds.stream().filter(rule -> rule.family().equals(family)).findFirst();
  }
}
