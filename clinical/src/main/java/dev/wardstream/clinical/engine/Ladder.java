package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.vitals.Fixed;
import dev.wardstream.clinical.vitals.Vital;
import java.util.List;

/**
 * A rule with levels, in the numbers of the hot path. Immutable.
 *
 * <p>What a limit is compared with is a fraction: numerator as {@link Fixed} over a whole
 * denominator, so that a quotient is never rounded.
 */
final class Ladder {
  final LeveledRule rule;
  final int index;
  final int fingerprint;
  final Vital vital;
  final boolean high;
  private final Side side;
  final long gapMillis;
  final List<Rung> rungs;

  /** Zero: never UPDATED. */
  final long step;

  Ladder(LeveledRule rule, int index) {
    this.rule = rule;
    this.index = index;
    fingerprint = rule.toString().hashCode();
    vital = rule.vital();
    // The distance of a rate is positive for a rise and for a fall.
    side = rule instanceof RateRule ? Side.HIGH : rule.side();
    high = side == Side.HIGH;
    gapMillis = rule.maxGap().toMillis();
    rungs = rule.levels().stream().map(Rung::of).toList();
    var step = rule.step();
    this.step = step == null ? 0 : Fixed.of(step);
  }

  String family() {
    return rule.family();
  }

  boolean violates(long numerator, long denominator, long limit) {
    return high ? numerator > limit * denominator : numerator < limit * denominator;
  }

  /** How far the value lies beyond the other in the dangerous direction; negative when better. */
  long worseBy(long value, long than) {
    return high ? value - than : than - value;
  }

  /** Severity of the highest active level; bit n of the mask is level n. */
  Severity severity(int active) {
    return active == 0
        ? Severity.NONE
        : rungs.get(Integer.SIZE - 1 - Integer.numberOfLeadingZeros(active)).severity();
  }

  /** The limit met by a level that became active, or ceased to be. */
  String limitText(int rung, boolean active) {
    Level level = rule.levels().get(rung);
    return active
        ? side.violationText(level.raise().limit()) + within()
        : side.reliefText(level.clear().limit()) + within();
  }

  private String within() {
    return rule instanceof RateRule rate ? " in " + rate.window().toSeconds() + " s" : "";
  }

  /** How far before a sample the run reaches that it can complete. */
  long runMillis() {
    long longest = 0;
    for (Rung rung : rungs) {
      longest = Math.max(longest, Math.max(runMillis(rung.raise()), runMillis(rung.clear())));
    }
    return longest;
  }

  /** How far before a sample the samples reach that can decide about it. */
  long reachMillis() {
    return runMillis()
        + switch (rule) {
          case RateRule rate -> rate.window().toMillis();
          case ShockIndexRule shock -> shock.maxAge().toMillis();
          default -> 0;
        };
  }

  /**
   * A run that has not fired yet is shorter than its hold lasts or has fewer samples than it takes,
   * each at most the gap after the one before. A run of one sample needs no other.
   */
  private long runMillis(Rung.Bar bar) {
    return bar.samples() == 1 && bar.millis() == 0
        ? 0
        : Math.max(bar.millis(), bar.samples() * gapMillis) + gapMillis;
  }
}
