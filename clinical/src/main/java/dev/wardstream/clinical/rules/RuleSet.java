package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that decides whether a reading becomes an alert, as one immutable value.
 *
 * @param rules one family each, in the order in which equal-time events are emitted
 * @param silence S per vital, in the order of {@code Vital}: how long a series may be silent before
 *     {@code SIGNAL_LOST:<vital>}; a vital without an entry may always
 * @param observation how scores take their inputs
 * @param timing the clocks shared by all rules
 * @param tiers when the next recipient group is called
 * @param inactivation how long alarms may be paused or off
 * @param adjustments what differs for wards and patients
 */
public record RuleSet(
    RuleSetId id,
    List<Rule> rules,
    Map<Vital, Duration> silence,
    Observation observation,
    Timing timing,
    TierClock tiers,
    Inactivation inactivation,
    List<Adjustment> adjustments) {

  public RuleSet {
    rules = List.copyOf(rules);
    silence = Collections.unmodifiableMap(new TreeMap<>(silence));
    adjustments = List.copyOf(adjustments);
    Set<String> families = new HashSet<>();
    for (Rule rule : rules) {
      if (!families.add(rule.family())) {
        throw new IllegalArgumentException(
            "rule set " + id.name() + " names " + rule.family() + " twice");
      }
    }
  }

  /** A rule set whose hash is computed from its content. */
  public static RuleSet of(String name, int version, RuleSet content) {
    return new RuleSet(
        new RuleSetId(name, version, Fingerprint.of(content)),
        content.rules,
        content.silence,
        content.observation,
        content.timing,
        content.tiers,
        content.inactivation,
        content.adjustments);
  }

  /** The same with other rules; a different content, hence a different hash. */
  public RuleSet withRules(List<Rule> other) {
    return of(
        id.name(),
        id.version(),
        new RuleSet(id, other, silence, observation, timing, tiers, inactivation, adjustments));
  }

  /** The same rules with other silence limits. */
  public RuleSet withSilence(Map<Vital, Duration> other) {
    return of(
        id.name(),
        id.version(),
        new RuleSet(id, rules, other, observation, timing, tiers, inactivation, adjustments));
  }

  /** The same rules with other inputs of the scores. */
  public RuleSet withObservation(Observation other) {
    return of(
        id.name(),
        id.version(),
        new RuleSet(id, rules, silence, other, timing, tiers, inactivation, adjustments));
  }

  /** The same rules with other tier clocks. */
  public RuleSet withTiers(TierClock other) {
    return of(
        id.name(),
        id.version(),
        new RuleSet(id, rules, silence, observation, timing, other, inactivation, adjustments));
  }

  /** The same rules with other adjustments. */
  public RuleSet withAdjustments(List<Adjustment> other) {
    return of(
        id.name(),
        id.version(),
        new RuleSet(id, rules, silence, observation, timing, tiers, inactivation, other));
  }

  /** The rule of a family. */
  public Optional<Rule> rule(String family) {
    return rules.stream().filter(rule -> rule.family().equals(family)).findFirst();
  }

  /** The rules of one kind. */
  public <R extends Rule> List<R> rules(Class<R> kind) {
    return rules.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
