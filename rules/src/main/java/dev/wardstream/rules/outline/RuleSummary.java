package dev.wardstream.rules.outline;

import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.ArtefactRule;
import dev.wardstream.clinical.rules.ClockSkewRule;
import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.FlatlineRule;
import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.QsofaRule;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.rules.ThresholdRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a rule set does, in sentences that a clinician can check. */
public final class RuleSummary {
  private RuleSummary() {}

  /** One line per level or fact. */
  public static List<String> of(RuleSet rules) {
    List<String> lines = new ArrayList<>();
    rules.rules().forEach(rule -> lines.addAll(rule(rule)));
    rules
        .silence()
        .forEach((vital, longest) ->
            lines.add(
                "%-12s MEDIUM when %s is silent for %s"
                    .formatted("SIGNAL_LOST", vital.wireName(), Durations.text(longest))));
    rules
        .tiers()
        .after()
        .forEach((severity, waits) ->
            lines.add(
                "%-12s %s unacknowledged: the next group after %s"
                    .formatted(
                        "TIER_UP",
                        severity,
                        waits.stream().map(Durations::text).collect(Collectors.joining(", ")))));
    for (Adjustment adjustment : rules.adjustments()) {
      lines.add(
          "%s %s differs in %s"
              .formatted(
                  adjustment.scope().name().toLowerCase(Locale.ROOT),
                  adjustment.id(),
                  adjustment.changes().stream()
                      .map(RuleSummary::subject)
                      .distinct()
                      .collect(Collectors.joining(", "))));
    }
    return List.copyOf(lines);
  }

  private static String subject(Adjustment.Change change) {
    return switch (change) {
      case Adjustment.LevelChange level -> level.family() + " " + Words.of(level.severity());
      case Adjustment.FamilyOff(var family) -> family + " (off)";
      case Adjustment.SilenceChange silence -> "silence of " + silence.vital().wireName();
    };
  }

  private static List<String> rule(Rule rule) {
    return switch (rule) {
      case LeveledRule leveled ->
          leveled.levels().stream().map(level -> level(leveled, level)).toList();
      case News2Rule news2 ->
          List.of(
              "%-12s by its band; lowered when lower for %s%s"
                  .formatted(
                      news2.family(),
                      Durations.text(news2.hold()),
                      news2.incomplete() ? "; says when it becomes incomplete" : ""));
      case QsofaRule qsofa ->
          List.of(
              "%-12s %s at 2 of 3 criteria; cleared when fewer for %s"
                  .formatted(qsofa.family(), qsofa.severity(), Durations.text(qsofa.hold())));
      case FlatlineRule flat ->
          List.of(
              "%-12s LOW when %s is the same for %s, %d samples"
                  .formatted(
                      flat.family(),
                      flat.vital().wireName(),
                      Durations.text(flat.lasting()),
                      flat.samples()));
      case ArtefactRule artefact ->
          List.of(
              "%-12s LOW at %d impossible values in a row, or %s of them"
                  .formatted(
                      artefact.family(), artefact.samples(), Durations.text(artefact.lasting())));
      case ClockSkewRule skew ->
          List.of("%-12s LOW when a device's clock is ahead".formatted(skew.family()));
      case DeliveryRule delivery ->
          List.of(
              "%-12s MEDIUM when no client has an alert after %s; HIGH when nobody watches for %s"
                  .formatted(
                      delivery.family(),
                      Durations.text(delivery.undelivered()),
                      Durations.text(delivery.unwatched())));
    };
  }

  private static String level(LeveledRule rule, Level level) {
    Side side = Words.compared(rule);
    return "%-12s %-6s %s %s; cleared %s"
        .formatted(
            rule.family(),
            level.severity(),
            subject(rule),
            hold(side.violationText(level.raise().limit()), level.raise()),
            hold(side.reliefText(level.clear().limit()), level.clear()));
  }

  private static String subject(LeveledRule rule) {
    return switch (rule) {
      case ThresholdRule threshold -> threshold.vital().wireName();
      case RateRule rate ->
          "%s %s within %s"
              .formatted(
                  rate.vital().wireName(),
                  rate.side() == Side.HIGH ? "rise" : "fall",
                  Durations.text(rate.window()));
      case ShockIndexRule _ -> "hr/sbp";
    };
  }

  private static String hold(String condition, Hold hold) {
    String lasting =
        hold.lasting().equals(Duration.ZERO) ? "" : " for " + Durations.text(hold.lasting());
    return "%s%s, %d %s"
        .formatted(condition, lasting, hold.samples(), hold.samples() == 1 ? "sample" : "samples");
  }
}
