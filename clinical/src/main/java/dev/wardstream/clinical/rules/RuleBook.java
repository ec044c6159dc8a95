package dev.wardstream.clinical.rules;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rule sets in force, by id. Immutable.
 *
 * @param fallback for patients whose profile names none that is here
 */
public record RuleBook(Map<String, RuleSet> sets, RuleSet fallback) {
  /** The built-in profiles. */
  public static final RuleBook BUILT_IN = of(Profiles.ADULT_CONTINUOUS).with(Profiles.HOME_RPM);

  public RuleBook {
    sets = Collections.unmodifiableMap(new TreeMap<>(sets));
  }

  /** One rule set for everybody. */
  public static RuleBook of(RuleSet rules) {
    return new RuleBook(Map.of(rules.id().name(), rules), rules);
  }

  /** With this one, in place of the one of the same id. */
  public RuleBook with(RuleSet rules) {
    var next = new TreeMap<>(sets);
    next.put(rules.id().name(), rules);
    return new RuleBook(next, fallback.id().name().equals(rules.id().name()) ? rules : fallback);
  }

  /** The rule set of a profile. */
  public RuleSet of(@Nullable String profile) {
    return profile == null ? fallback : sets.getOrDefault(profile, fallback);
  }
}
