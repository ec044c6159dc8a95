package dev.wardstream.rules.document;

import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.Adjustment.Change;
import dev.wardstream.clinical.rules.Adjustment.FamilyOff;
import dev.wardstream.clinical.rules.Adjustment.HoldChange;
import dev.wardstream.clinical.rules.Adjustment.LevelChange;
import dev.wardstream.clinical.rules.Adjustment.Scope;
import dev.wardstream.clinical.rules.Adjustment.SilenceChange;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.rules.outline.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what differs for wards or patients from the families they share. */
final class AdjustmentReader {
  private final Map<String, Rule> rules;
  private final Set<String> written;

  /**
   * @param rules the families that could be read
   * @param written all families of the document; one that could not be read is not unknown
   */
  AdjustmentReader(Map<String, Rule> rules, Set<String> written) {
    this.rules = rules;
    this.written = written;
  }

  List<Adjustment> read(Scope scope, Value value) {
    List<Adjustment> adjustments = new ArrayList<>();
    Fields ids = value.fields();
    if (ids != null) {
      ids.all()
          .forEach((id, body) -> {
            if (id.isBlank()) {
              ids.key(id).refuse("the id is empty", "write the id of a ward or patient");
            } else {
              adjustments.add(new Adjustment(scope, id, changes(body)));
            }
          });
    }
    return adjustments;
  }

  /** The keys of a value; null after a problem, and no keys are one. */
  private static @Nullable Fields some(@Nullable Value value, String examples) {
    Fields fields = value == null ? null : value.fields();
    if (value != null && fields != null && fields.isEmpty()) {
      value.refuse("this changes nothing", "name %s, or remove it".formatted(examples));
      return null;
    }
    return fields;
  }

  private List<Change> changes(Value body) {
    List<Change> changes = new ArrayList<>();
    Fields fields = some(body, "`families` or `silence`");
    if (fields == null) {
      return changes;
    }
    Value families = fields.optional("families");
    Value silence = fields.optional("silence");
    fields.end();
    Fields named = some(families, "a family");
    if (named != null) {
      named.all().forEach((family, value) -> family(family, value, named, changes));
    }
    if (silence != null) {
      silence(silence, changes);
    }
    return changes;
  }

  private void family(String family, Value value, Fields families, List<Change> into) {
    Rule rule = rules.get(family);
    if (rule == null) {
      if (!written.contains(family)) {
        families
            .key(family)
            .refuse(
                "there is no family `%s` in this rule set".formatted(family),
                Guess.remedy(family, written));
      }
    } else if (value.is(Value.OFF)) {
      into.add(new FamilyOff(family));
    } else if (rule instanceof LeveledRule leveled) {
      levels(leveled, value, into);
    } else {
      value.refuse(
          "`%s` has no levels that could differ".formatted(family), "write `off`, or remove it");
    }
  }

  private static void levels(LeveledRule rule, Value value, List<Change> into) {
    Fields fields = some(value, "a level, as in `medium:`");
    if (fields == null) {
      return;
    }
    for (Severity severity : LevelReader.SEVERITIES) {
      Value level = fields.optional(Words.of(severity));
      if (level != null && rule.level(severity).isEmpty()) {
        fields
            .key(Words.of(severity))
            .refuse(
                "`%s` has no level `%s`".formatted(rule.family(), Words.of(severity)),
                "add the level to the family itself, or remove it here");
      } else if (level != null) {
        level(rule, severity, level, into);
      }
    }
    fields.end();
  }

  private static void level(LeveledRule rule, Severity severity, Value value, List<Change> into) {
    Fields fields = some(value, "`raise` or `clear`");
    if (fields == null) {
      return;
    }
    Measure measure = rule instanceof ShockIndexRule ? Measure.RATIO : Measure.of(rule.vital());
    Side side = Words.compared(rule);
    HoldChange raise = hold(fields.optional("raise"), Words.raise(side), measure);
    HoldChange clear = hold(fields.optional("clear"), Words.clear(side), measure);
    fields.end();
    if (raise != null || clear != null) {
      into.add(new LevelChange(rule.family(), severity, raise, clear));
    }
  }

  private static @Nullable HoldChange hold(
      @Nullable Value value, String limitKey, Measure measure) {
    return value == null || some(value, "`%s`, `for` or `samples`".formatted(limitKey)) == null
        ? null
        : LevelReader.parts(value, limitKey, measure, false);
  }

  private static void silence(Value value, List<Change> into) {
    Fields fields = some(value, "a vital, as in `spo2: 60s`");
    if (fields == null) {
      return;
    }
    fields
        .all()
        .forEach((name, written) -> {
          Vital vital = FamilyReader.vital(name, fields.key(name));
          Duration longest = written.is(Value.OFF) ? null : written.positiveDuration();
          if (vital != null && (longest != null || written.is(Value.OFF))) {
            into.add(new SilenceChange(vital, longest));
          }
        });
  }
}
