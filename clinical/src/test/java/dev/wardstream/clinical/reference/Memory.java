package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Everything that was ever accepted of one patient, and what time it is. */
final class Memory {
  final String patient;
  final RuleSet rules;
  final boolean scale2;
  long now;
  private final Map<Vital, NavigableMap<Long, Kept>> samples = new EnumMap<>(Vital.class);

  Memory(String patient, RuleSet rules, boolean scale2) {
    this.patient = patient;
    this.rules = rules;
    this.scale2 = scale2;
  }

  /**
   * An accepted sample.
   *
   * @param code the value of a coded vital; empty for numbers
   * @param value exact, in the canonical unit; zero for coded vitals
   * @param shown as a monitor shows it
   */
  record Kept(long t, String code, BigDecimal value, BigDecimal shown, long offset) {}

  /** All accepted samples of a vital, in order of event time. */
  NavigableMap<Long, Kept> of(Vital vital) {
    return samples.computeIfAbsent(vital, _ -> new TreeMap<>());
  }

  /** Old enough to be recorded only. */
  boolean retrospective(long eventTime) {
    return now - eventTime > rules.timing().freshness().toMillis();
  }
}
