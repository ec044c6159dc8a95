package dev.wardstream.rules.document;

import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.vitals.Plausibility;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.rules.outline.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What numbers that are each well written say against each other, or against what can be measured.
 * A rule that contradicts itself would alarm always, never, or without end.
 */
final class Contradictions {
  private static final String WITHIN = "choose a limit within what can be measured";
  private static final String ABOVE_ZERO = "choose a limit above 0";

  private final LeveledRule rule;
  private final Side side;
  private final List<Contradiction> found = new ArrayList<>();

  private Contradictions(LeveledRule rule) {
    this.rule = rule;
    side = Words.compared(rule);
  }

  /**
   * One of them.
   *
   * @param part of the level, {@code raise} or {@code clear}
   */
  record Contradiction(Severity severity, String part, String what, String remedy) {}

  static List<Contradiction> of(LeveledRule rule) {
    var contradictions = new Contradictions(rule);
    Level lower = null;
    for (Level level : rule.levels()) {
      contradictions.alone(level);
      if (lower != null) {
        contradictions.above(level, lower);
      }
      lower = level;
    }
    return List.copyOf(contradictions.found);
  }

  private void alone(Level level) {
    limits(level);
    if (side.worseBy(level.raise().limit(), level.clear().limit()).signum() <= 0) {
      add(
          level,
          "clear",
          "it clears at %s, where it is raised at %s"
              .formatted(relief(level.clear()), violation(level.raise())),
          "leave a gap: clear at a limit that is safer than the one that raises");
    }
    never(level, "raise", level.raise());
    never(level, "clear", level.clear());
  }

  /** Whether there are values on both sides of the limits. */
  private void limits(Level level) {
    BigDecimal raise = level.raise().limit();
    BigDecimal clear = level.clear().limit();
    if (rule instanceof ThresholdRule) {
      BigDecimal first = beyond(raise);
      if (!Plausibility.possible(rule.vital(), first)) {
        add(level, "raise", impossible(first, violation(level.raise())), WITHIN);
      }
      if (!Plausibility.possible(rule.vital(), clear)) {
        add(level, "clear", impossible(clear, relief(level.clear())), WITHIN);
      }
    } else {
      if (raise.signum() <= 0) {
        add(level, "raise", "%s is always true".formatted(violation(level.raise())), ABOVE_ZERO);
      }
      if (clear.signum() < 0) {
        add(level, "clear", "%s is never true".formatted(relief(level.clear())), ABOVE_ZERO);
      }
    }
  }

  private String impossible(BigDecimal value, String condition) {
    return "%s can never be met: %s %s counts as an artefact"
        .formatted(condition, rule.vital().wireName(), value.toPlainString());
  }

  /** The first value of the chart that violates a limit. */
  private BigDecimal beyond(BigDecimal limit) {
    Vital vital = rule.vital();
    BigDecimal step = BigDecimal.ONE.movePointLeft(vital.chartScale());
    return side == Side.LOW ? limit.subtract(step) : limit.add(step);
  }

  private void never(Level level, String part, Hold hold) {
    if (rule.maxGap().isZero() && (hold.samples() > 1 || hold.lasting().isPositive())) {
      add(
          level,
          part,
          "with `maxGap: 0s` no two samples belong together, so this is never met",
          "write a longer `maxGap`, or one sample and no `for`");
    }
  }

  private void above(Level level, Level lower) {
    String high = Words.of(level.severity());
    String low = Words.of(lower.severity());
    int worse = side.worseBy(level.raise().limit(), lower.raise().limit()).signum();
    if (worse < 0) {
      add(
          level,
          "raise",
          "`%s` is raised at %s, which is less severe than %s of `%s`"
              .formatted(high, violation(level.raise()), violation(lower.raise()), low),
          "swap the limits, or move this one further out");
    } else if (worse == 0
        && level.raise().lasting().compareTo(lower.raise().lasting()) <= 0
        && level.raise().samples() <= lower.raise().samples()) {
      add(
          level,
          "raise",
          "`%s` is raised whenever `%s` is, so that `%s` is never seen".formatted(high, low, low),
          "move this limit further out, or let it last longer");
    }
    if (side.worseBy(level.clear().limit(), lower.clear().limit()).signum() < 0) {
      add(
          level,
          "clear",
          "`%s` clears at %s, later than `%s` at %s"
              .formatted(high, relief(level.clear()), low, relief(lower.clear())),
          "clear `%s` no later than `%s`".formatted(high, low));
    }
  }

  private String violation(Hold hold) {
    return side.violationText(hold.limit());
  }

  private String relief(Hold hold) {
    return side.reliefText(hold.limit());
  }

  private void add(Level level, String part, String what, String remedy) {
    found.add(new Contradiction(level.severity(), part, what, remedy));
  }
}
