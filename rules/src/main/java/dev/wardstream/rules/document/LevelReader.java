package dev.wardstream.rules.document;

import dev.wardstream.clinical.rules.Adjustment.HoldChange;
import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.rules.outline.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads the levels of a family: {@code medium: {raise: {…}, clear: {…}}}. */
final class LevelReader {
  /** The severities a level may have, lowest first. */
  static final List<Severity> SEVERITIES = List.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH);

  private static final List<String> LOW_KEYS = List.of("below", "atLeast");

  private static final int MOST_SAMPLES = 100_000;

  private LevelReader() {}

  /** The side that the document's own words say, in the first level that says one. */
  static Side side(Fields family) {
    for (Severity severity : SEVERITIES) {
      Fields level = look(family.optional(Words.of(severity)));
      Fields raise = level == null ? null : look(level.optional("raise"));
      if (raise != null && raise.has("below") != raise.has("above")) {
        return raise.has("below") ? Side.LOW : Side.HIGH;
      }
    }
    return Side.HIGH;
  }

  /** Looks ahead; what is wrong there is said when it is read. */
  private static @Nullable Fields look(@Nullable Value value) {
    return value != null && value.node() instanceof MappingNode mapping
        ? new Fields(mapping, new Value(mapping, value.path(), new Problems("")))
        : null;
  }

  /** All levels, lowest first; null after a problem. */
  static @Nullable List<Level> all(Fields family, Side side, Measure measure) {
    List<Level> levels = new ArrayList<>();
    boolean sound = true;
    boolean any = false;
    for (Severity severity : SEVERITIES) {
      Value value = family.optional(Words.of(severity));
      if (value != null) {
        any = true;
        Level level = level(value, severity, side, measure);
        sound &= level != null;
        if (level != null) {
          levels.add(level);
        }
      }
    }
    if (!any) {
      family.self().refuse("a level is missing", "add `medium:` with `raise` and `clear`");
    }
    return sound && any ? levels : null;
  }

  private static @Nullable Level level(Value value, Severity severity, Side side, Measure measure) {
    Fields fields = value.fields();
    if (fields == null) {
      return null;
    }
    String raiseKey = Words.raise(side);
    String clearKey = Words.clear(side);
    Value raise = fields.required("raise", "{%s: …, for: 15s, samples: 3}".formatted(raiseKey));
    Value clear = fields.required("clear", "{%s: …, for: 15s, samples: 3}".formatted(clearKey));
    fields.end();
    Hold raised = raise == null ? null : hold(raise, raiseKey, measure);
    Hold cleared = clear == null ? null : hold(clear, clearKey, measure);
    return raised == null || cleared == null ? null : new Level(severity, raised, cleared);
  }

  private static @Nullable Hold hold(Value value, String limitKey, Measure measure) {
    HoldChange parts = parts(value, limitKey, measure, true);
    return parts == null || parts.limit() == null
        ? null
        : new Hold(
            parts.limit(),
            parts.lasting() == null ? Duration.ZERO : parts.lasting(),
            parts.samples() == null ? 1 : parts.samples());
  }

  /**
   * What is written of a hold; null after a problem.
   *
   * @param whole whether the limit must be there
   */
  static @Nullable HoldChange parts(Value value, String limitKey, Measure measure, boolean whole) {
    Fields fields = value.fields();
    if (fields == null) {
      return null;
    }
    boolean otherSide = refuseOtherSide(fields, limitKey);
    Value limit = whole && !otherSide ? fields.required(limitKey, "…") : fields.optional(limitKey);
    Value lasting = fields.optional("for");
    Value samples = fields.optional("samples");
    fields.end();
    BigDecimal read = limit == null ? null : measure.read(limit);
    Duration held = lasting == null ? null : lasting.duration();
    Integer counted = samples == null ? null : samples.integer(1, MOST_SAMPLES);
    boolean sound =
        (limit == null) == (read == null)
            && (lasting == null) == (held == null)
            && (samples == null) == (counted == null)
            && !otherSide;
    return sound ? new HoldChange(read, held, counted) : null;
  }

  /** A limit on the safe side would raise for healthy patients: say so, and not only "unknown". */
  private static boolean refuseOtherSide(Fields fields, String limitKey) {
    String other =
        switch (limitKey) {
          case "below" -> "above";
          case "above" -> "below";
          case "atLeast" -> "atMost";
          default -> "atLeast";
        };
    if (!fields.has(other)) {
      return false;
    }
    fields.optional(other);
    fields
        .key(other)
        .refuse(
            "`%s` is on the wrong side: this family is dangerous %s its limit"
                .formatted(other, LOW_KEYS.contains(limitKey) ? "below" : "above"),
            "write `%s`, or make it a family of its own".formatted(limitKey));
    return true;
  }
}
