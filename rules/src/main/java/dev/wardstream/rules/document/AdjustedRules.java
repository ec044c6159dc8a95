package dev.wardstream.rules.document;

import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.Adjustment.Change;
import dev.wardstream.clinical.rules.Adjustment.FamilyOff;
import dev.wardstream.clinical.rules.Adjustment.LevelChange;
import dev.wardstream.clinical.rules.Adjustment.Scope;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.Resolution;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.rules.document.Contradictions.Contradiction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules as they are after an adjustment: each ward's, each patient's, and each patient's in
 * each ward that changes the same family. They are resolved by the very code that the engine uses.
 */
final class AdjustedRules {
  private static final String NOBODY = "";

  private final List<Adjustment> adjustments;
  private final RuleSet rules;

  AdjustedRules(List<Rule> rules, List<Adjustment> adjustments) {
    this.adjustments = adjustments;
    // Resolving takes families and adjustments only; the clocks may be anybody's.
    this.rules = Profiles.HOME_RPM.withRules(rules).withAdjustments(adjustments);
  }

  /** Refuses what contradicts itself, at the ward or patient that makes it so. */
  void check(@Nullable Value wards, @Nullable Value patients) {
    for (Adjustment adjustment : adjustments) {
      boolean ward = adjustment.scope() == Scope.WARD;
      Value scope = ward ? wards : patients;
      if (scope != null) {
        String id = adjustment.id();
        for (String family : families(adjustment)) {
          List<Contradiction> before = of(family, null, NOBODY);
          List<Contradiction> alone = ward ? of(family, id, NOBODY) : of(family, null, id);
          refuse(alone, before, "", adjustment, family, scope);
          if (!ward) {
            inWards(adjustment, family, alone, scope);
          }
        }
      }
    }
  }

  /** A patient's changes are applied after the ward's; together they may say what neither does. */
  private void inWards(Adjustment patient, String family, List<Contradiction> alone, Value scope) {
    for (String ward : wardsThatChange(family)) {
      List<Contradiction> known = new ArrayList<>(alone);
      known.addAll(of(family, ward, NOBODY));
      refuse(
          of(family, ward, patient.id()),
          known,
          "in ward `%s`: ".formatted(ward),
          patient,
          family,
          scope);
    }
  }

  private List<Contradiction> of(String family, @Nullable String ward, String patient) {
    var care = new Care(ward, null, null, false, false, List.of());
    RuleSet resolved = Resolution.of(rules, patient, care, Instant.EPOCH);
    return resolved.rule(family).orElse(null) instanceof LeveledRule rule
        ? Contradictions.of(rule)
        : List.of();
  }

  private static void refuse(
      List<Contradiction> contradictions,
      List<Contradiction> known,
      String where,
      Adjustment adjustment,
      String family,
      Value scope) {
    for (Contradiction contradiction : contradictions) {
      if (!known.contains(contradiction)) {
        Value families = Place.deepest(scope, List.of(adjustment.id(), "families"));
        Place.of(families, family, contradiction)
            .refuse(where + contradiction.what(), contradiction.remedy());
      }
    }
  }

  private static Set<String> families(Adjustment adjustment) {
    Set<String> families = new LinkedHashSet<>();
    for (Change change : adjustment.changes()) {
      if (change instanceof LevelChange level) {
        families.add(level.family());
      }
    }
    return families;
  }

  private List<String> wardsThatChange(String family) {
    return adjustments.stream()
        .filter(adjustment -> adjustment.scope() == Scope.WARD)
        .filter(adjustment -> families(adjustment).contains(family))
        .filter(adjustment -> !adjustment.changes().contains(new FamilyOff(family)))
        .map(Adjustment::id)
        .toList();
  }
}
