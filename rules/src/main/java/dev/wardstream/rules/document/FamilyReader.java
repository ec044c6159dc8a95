package dev.wardstream.rules.document;

import dev.wardstream.clinical.rules.ArtefactRule;
import dev.wardstream.clinical.rules.ClockSkewRule;
import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.FlatlineRule;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.QsofaRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.rules.outline.Families;
import dev.wardstream.rules.outline.Words;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one family. What it does not know by name has levels: see {@link LeveledReader}. */
final class FamilyReader {
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final int MOST_SAMPLES = 100_000;

  private FamilyReader() {}

  /** The rule; null after a problem. */
  static @Nullable Rule read(String family, Value value, Fields families) {
    if (!NAME.matcher(family).matches()) {
      families
          .key(family)
          .refuse("this is not a name of a family", "write it in capitals, as in `SPO2_LOW`");
      return null;
    }
    if (Families.TAKEN.contains(family)) {
      families
          .key(family)
          .refuse(
              "the platform itself has alerts of this name",
              family.equals("SIGNAL_LOST")
                  ? "set the times under `silence:`"
                  : "choose another name");
      return null;
    }
    Fields fields = value.fields();
    if (fields == null) {
      return null;
    }
    Rule rule =
        switch (family) {
          case Families.SHOCK_INDEX -> LeveledReader.shockIndex(fields);
          case Families.NEWS2 -> news2(fields);
          case Families.QSOFA -> qsofa(fields);
          case Families.FLATLINE -> flatline(fields);
          case Families.ARTEFACT -> artefact(fields);
          case Families.CLOCK_SKEW -> new ClockSkewRule(family);
          case Families.UNDELIVERED -> delivery(fields);
          default ->
              fields.has("change") || fields.has("within")
                  ? LeveledReader.rate(family, fields)
                  : LeveledReader.threshold(family, fields);
        };
    fields.end();
    return rule;
  }

  private static @Nullable Rule news2(Fields fields) {
    Duration hold = duration(fields.required("hold", "5m"));
    Value incomplete = fields.required("incomplete", "true");
    Boolean raised = incomplete == null ? null : incomplete.flag();
    return hold == null || raised == null ? null : new News2Rule(Families.NEWS2, hold, raised);
  }

  private static @Nullable Rule qsofa(Fields fields) {
    Value written = fields.required("severity", "medium");
    Severity severity = written == null ? null : severity(written);
    Duration hold = duration(fields.required("hold", "5m"));
    return hold == null || severity == null ? null : new QsofaRule(Families.QSOFA, severity, hold);
  }

  private static @Nullable Rule flatline(Fields fields) {
    Vital vital = vital(fields.required("vital", "hr"));
    Duration lasting = duration(fields.required("for", "10m"));
    Value counted = fields.required("samples", "60");
    Integer samples = counted == null ? null : counted.integer(2, MOST_SAMPLES);
    Value gap = fields.required("maxGap", "30s");
    Duration maxGap = gap == null ? null : gap.positiveDuration();
    return vital == null || lasting == null || samples == null || maxGap == null
        ? null
        : new FlatlineRule(Families.FLATLINE, vital, lasting, samples, maxGap);
  }

  private static @Nullable Rule artefact(Fields fields) {
    Value counted = fields.required("samples", "3");
    Integer samples = counted == null ? null : counted.integer(1, MOST_SAMPLES);
    Duration lasting = duration(fields.required("for", "10s"));
    return samples == null || lasting == null
        ? null
        : new ArtefactRule(Families.ARTEFACT, samples, lasting);
  }

  private static @Nullable Rule delivery(Fields fields) {
    Value after = fields.required("after", "30s");
    Value nobody = fields.required("nobodyWatchingAfter", "2m");
    Duration undelivered = after == null ? null : after.positiveDuration();
    Duration unwatched = nobody == null ? null : nobody.positiveDuration();
    if (nobody == null || undelivered == null || unwatched == null) {
      return null;
    }
    if (unwatched.compareTo(undelivered) <= 0) {
      nobody.refuse(
          "nobody is watching before an alert counts as undelivered",
          "write a longer time than in `after`");
      return null;
    }
    return new DeliveryRule(Families.UNDELIVERED, undelivered, unwatched);
  }

  static @Nullable Duration duration(@Nullable Value value) {
    return value == null ? null : value.duration();
  }

  private static @Nullable Severity severity(Value value) {
    List<String> words = LevelReader.SEVERITIES.stream().map(Words::of).toList();
    String word = value.text("medium");
    if (word == null) {
      return null;
    }
    if (!words.contains(word)) {
      value.refuse("`%s` is not a severity".formatted(word), Guess.remedy(word, words));
      return null;
    }
    return Words.severity(word).orElse(null);
  }

  /** A vital that is a number. */
  static @Nullable Vital vital(@Nullable Value value) {
    String word = value == null ? null : value.text("spo2");
    return value == null || word == null ? null : vital(word, value);
  }

  /** The numeric vital of a name; complains at the value. */
  static @Nullable Vital vital(String word, Value at) {
    List<String> names =
        Arrays.stream(Vital.values()).filter(Vital::numeric).map(Vital::wireName).toList();
    for (Vital vital : Vital.values()) {
      if (vital.wireName().equals(word) && vital.numeric()) {
        return vital;
      }
    }
    at.refuse("`%s` is not a vital that is a number".formatted(word), Guess.remedy(word, names));
    return null;
  }
}
