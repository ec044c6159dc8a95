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
    for (Care.Prescription prescription : care.prescriptions()) {
      if (prescription instanceof Care.Limit limit && limit.inForce(now)) {
        changes.add(
            new Adjustment.LevelChange(
                limit.family(), limit.severity(), limit(limit.raise()), limit(limit.clear())));
      }
    }
    if (changes.isEmpty() && care.adult() && !care.pregnant() && !care.paced()) {
      return profile;
    }
    Resolution resolution = new Resolution(profile);
    changes.forEach(resolution::apply);
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
                level.severity() == change.severity() ? changed(leveled, level, change) : level)
            .toList());
  }

  /**
   * A clearing limit never lies on the wrong side of the limit that raises: a value in between
   * would raise and clear in turns.
   */
  private static Level changed(LeveledRule rule, Level level, Adjustment.LevelChange change) {
    Hold raise = changed(level.raise(), change.raise());
    Hold clear = changed(level.clear(), change.clear());
    Side danger = rule instanceof RateRule ? Side.HIGH : rule.side();
    boolean overlap = danger.violates(clear.limit(), raise.limit());
    return new Level(
        level.severity(),
        raise,
        overlap ? new Hold(raise.limit(), clear.lasting(), clear.samples()) : clear);
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
