package dev.wardstream.rules.outline;

import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.Adjustment.Change;
import dev.wardstream.clinical.rules.Adjustment.FamilyOff;
import dev.wardstream.clinical.rules.Adjustment.HoldChange;
import dev.wardstream.clinical.rules.Adjustment.LevelChange;
import dev.wardstream.clinical.rules.Adjustment.Scope;
import dev.wardstream.clinical.rules.Adjustment.SilenceChange;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Side;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The part of the outline for wards and patients; only what is written, without defaults. */
final class Adjusted {
  private final RuleSet rules;

  private Adjusted(RuleSet rules) {
    this.rules = rules;
  }

  static void of(RuleSet rules, SequencedMap<String, Object> into) {
    var adjusted = new Adjusted(rules);
    adjusted.scope(Scope.WARD, "wards", into);
    adjusted.scope(Scope.PATIENT, "patients", into);
  }

  private void scope(Scope scope, String key, SequencedMap<String, Object> into) {
    SequencedMap<String, Object> ids = new LinkedHashMap<>();
    for (Adjustment adjustment : rules.adjustments()) {
      if (adjustment.scope() == scope && ids.put(adjustment.id(), changes(adjustment)) != null) {
        throw new IllegalArgumentException(
            "the rule set adjusts " + key + " " + adjustment.id() + " twice; once is sayable");
      }
    }
    if (!ids.isEmpty()) {
      into.put(key, ids);
    }
  }

  private SequencedMap<String, Object> changes(Adjustment adjustment) {
    SequencedMap<String, Object> families = new LinkedHashMap<>();
    SequencedMap<String, Object> silence = new LinkedHashMap<>();
    for (Change change : adjustment.changes()) {
      switch (change) {
        case FamilyOff(var family) -> families.put(family, "off");
        case SilenceChange(var vital, var longest) ->
            silence.put(vital.wireName(), longest == null ? "off" : longest);
        case LevelChange level -> level(level, families);
      }
    }
    SequencedMap<String, Object> body = new LinkedHashMap<>();
    if (!families.isEmpty()) {
      body.put("families", families);
    }
    if (!silence.isEmpty()) {
      body.put("silence", silence);
    }
    return body;
  }

  private void level(LevelChange change, SequencedMap<String, Object> families) {
    if (!(rules.rule(change.family()).orElse(null) instanceof LeveledRule rule)) {
      throw new IllegalArgumentException(
          "a level of " + change.family() + " is adjusted, but the family has none");
    }
    Side side = Words.compared(rule);
    SequencedMap<String, Object> level = new LinkedHashMap<>();
    put(level, "raise", Words.raise(side), change.raise());
    put(level, "clear", Words.clear(side), change.clear());
    SequencedMap<String, Object> levels = new LinkedHashMap<>();
    if (families.get(change.family()) instanceof SequencedMap<?, ?> earlier) {
      earlier.forEach((key, value) -> levels.put((String) key, value));
    }
    levels.put(Words.of(change.severity()), level);
    families.put(change.family(), levels);
  }

  private static void put(
      SequencedMap<String, Object> level, String key, String limitKey, @Nullable HoldChange hold) {
    if (hold == null) {
      return;
    }
    SequencedMap<String, Object> written = new LinkedHashMap<>();
    if (hold.limit() != null) {
      written.put(limitKey, hold.limit());
    }
    if (hold.lasting() != null) {
      written.put("for", hold.lasting());
    }
    if (hold.samples() != null) {
      written.put("samples", hold.samples());
    }
    level.put(key, written);
  }
}
