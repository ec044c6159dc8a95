package dev.wardstream.rules.document;

import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.rules.outline.Families;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads families with levels: thresholds, rates of change, the shock index. */
final class LeveledReader {
  private LeveledReader() {}

  static @Nullable Rule threshold(String family, Fields fields) {
    Vital vital = FamilyReader.vital(fields.required("vital", "spo2"));
    Side side = LevelReader.side(fields);
    List<Level> levels = levels(fields, side, vital);
    Duration maxGap = FamilyReader.duration(fields.required("maxGap", "30s"));
    Value written = fields.required("step", "3` or `step: off");
    boolean never = written != null && written.is(Value.OFF);
    BigDecimal step = written == null || never || vital == null ? null : step(written, vital);
    return vital == null || levels == null || maxGap == null || (step == null && !never)
        ? null
        : new ThresholdRule(family, vital, side, levels, maxGap, step);
  }

  private static @Nullable BigDecimal step(Value written, Vital vital) {
    BigDecimal step = Measure.of(vital).read(written);
    if (step != null && step.signum() <= 0) {
      written.refuse("a step must be above 0", "write how much worse is worth an update, or `off`");
      return null;
    }
    return step;
  }

  static @Nullable Rule rate(String family, Fields fields) {
    Vital vital = FamilyReader.vital(fields.required("vital", "hr"));
    Side side = change(fields.required("change", "rise"));
    Value within = fields.required("within", "5m");
    Duration window = within == null ? null : within.positiveDuration();
    Value older = fields.optional("minAge");
    Duration minAge = older == null ? Duration.ZERO : older.duration();
    // A distance is positive both ways, so the limits of a fall are written like those of a rise.
    List<Level> levels = levels(fields, Side.HIGH, vital);
    Duration maxGap = FamilyReader.duration(fields.required("maxGap", "2m"));
    if (older != null && window != null && minAge != null && window.compareTo(minAge) <= 0) {
      older.refuse(
          "no sample is within the window and at least this old", "write less than `within`");
      return null;
    }
    return vital == null
            || side == null
            || window == null
            || minAge == null
            || levels == null
            || maxGap == null
        ? null
        : new RateRule(family, vital, side, window, minAge, levels, maxGap);
  }

  static @Nullable Rule shockIndex(Fields fields) {
    Duration maxAge = FamilyReader.duration(fields.required("maxAge", "5m"));
    List<Level> levels = LevelReader.all(fields, Side.HIGH, Measure.RATIO);
    Duration maxGap = FamilyReader.duration(fields.required("maxGap", "24h"));
    return maxAge == null || levels == null || maxGap == null
        ? null
        : new ShockIndexRule(Families.SHOCK_INDEX, maxAge, levels, maxGap);
  }

  /** Levels are read even when the vital is not known, for their other problems. */
  private static @Nullable List<Level> levels(Fields fields, Side side, @Nullable Vital vital) {
    return LevelReader.all(fields, side, vital == null ? Measure.ANY : Measure.of(vital));
  }

  private static @Nullable Side change(@Nullable Value value) {
    String word = value == null ? null : value.text("rise");
    if (value == null || word == null) {
      return null;
    }
    return switch (word) {
      case "rise" -> Side.HIGH;
      case "fall" -> Side.LOW;
      default -> {
        value.refuse(
            "`%s` is not a change".formatted(word), Guess.remedy(word, List.of("rise", "fall")));
        yield null;
      }
    };
  }
}
