package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.rules.Adjustment.Change;
import dev.wardstream.clinical.rules.Adjustment.Scope;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one patient at one time: the profile, changed for the ward, then for the patient,
 * then by what is prescribed. The result bears the id of the profile, whose adjustments are part of
 * its version.
 */
public final class Resolution {
  private final List<Rule> rules;
  private final Map<Vital, Duration> silence;

  private Resolution(RuleSet profile) {
    rules = new ArrayList<>(profile.rules());
    silence = new TreeMap<>(profile.silence());
  }

  /** The rules in force for a patient. */
  public static RuleSet of(RuleSet profile, String patient, Care care, Instant now) {
    List<Change> changes = new ArrayList<>();
    changes(profile, Scope.WARD, care.ward(), changes);
    changes(profile, Scope.PATIENT, patient, changes);
    List<Adjustment.LevelChange> prescribed = prescribed(care, now);
    if (changes.isEmpty()
        && prescribed.isEmpty()
        && care.adult()
        && !care.pregnant()
        && !care.paced()) {
      return profile;
    }
    Resolution resolution = new Resolution(profile);
    changes.forEach(resolution::apply);
    prescribed.forEach(change -> {
      resolution.apply(change);
      resolution.rules.replaceAll(rule -> pulledAlong(rule, change));
    });
    resolution.leaveOutWhatDoesNotApply(care);
    return new RuleSet(
        profile.id(),
        resolution.rules,
        resolution.silence,
        profile.observation(),
        profile.timing(),
        profile.tiers(),
        profile.inactivation(),
        List.of());
  }

  private static List<Adjustment.LevelChange> prescribed(Care care, Instant now) {
    List<Adjustment.LevelChange> prescribed = new ArrayList<>();
    for (Care.Prescription prescription : care.prescriptions()) {
      if (prescription instanceof Care.Limit limit && limit.inForce(now)) {
        prescribed.add(
            new Adjustment.LevelChange(
                limit.family(), limit.severity(), limit(limit.raise()), limit(limit.clear())));
      }
    }
    return prescribed;
  }

  private static void changes(
      RuleSet profile, Scope scope, @Nullable String id, List<Change> into) {
    for (Adjustment adjustment : profile.adjustments()) {
      if (adjustment.scope() == scope && adjustment.id().equals(id)) {
        into.addAll(adjustment.changes());
      }
    }
  }

  private static Adjustment.@Nullable HoldChange limit(@Nullable BigDecimal limit) {
    return limit == null ? null : new Adjustment.HoldChange(limit, null, null);
  }

  private void apply(Change change) {
    switch (change) {
      case Adjustment.LevelChange level -> rules.replaceAll(rule -> changed(rule, level));
      case Adjustment.FamilyOff(var family) -> rules.removeIf(rule -> rule.family().equals(family));
      case Adjustment.SilenceChange(var vital, var longest) -> {
        if (longest == null) {
          silence.remove(vital);
        } else {
          silence.put(vital, longest);
        }
      }
    }
  }

  private static Rule changed(Rule rule, Adjustment.LevelChange change) {
    if (!(rule instanceof LeveledRule leveled) || !rule.family().equals(change.family())) {
      return rule;
    }
    return leveled.withLevels(
        leveled.levels().stream()
            .map(level ->
                level.severity() == change.severity()
                    ? new Level(
                        level.severity(),
                        changed(level.raise(), change.raise()),
                        changed(level.clear(), change.clear()))
                    : level)
            .toList());
  }

  /**
   * A prescribed limit pulls the clearing limit along: one on the wrong side would raise and clear
   * in turns. Documents are refused for that before they are in force; nobody checks a
   * prescription.
   */
  private static Rule pulledAlong(Rule rule, Adjustment.LevelChange change) {
    if (!(rule instanceof LeveledRule leveled) || !rule.family().equals(change.family())) {
      return rule;
    }
    Side danger = rule instanceof RateRule ? Side.HIGH : leveled.side();
    return leveled.withLevels(
        leveled.levels().stream()
            .map(level -> {
              Hold raise = level.raise();
              Hold clear = level.clear();
              return danger.violates(clear.limit(), raise.limit())
                  ? new Level(
                      level.severity(),
                      raise,
                      new Hold(raise.limit(), clear.lasting(), clear.samples()))
                  : level;
            })
            .toList());
  }

  private static Hold changed(Hold hold, Adjustment.@Nullable HoldChange change) {
    return change == null ? hold : change.of(hold);
  }

  private void leaveOutWhatDoesNotApply(Care care) {
    rules.removeIf(rule ->
        switch (rule) {
          case News2Rule _ -> care.news2NotApplicable() != null;
          case QsofaRule _ -> !care.adult();
          case ShockIndexRule _ -> !care.adult();
          case FlatlineRule _ -> care.paced();
          default -> false;
        });
  }
}
