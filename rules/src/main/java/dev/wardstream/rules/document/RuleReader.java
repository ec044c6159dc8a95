package dev.wardstream.rules.document;

import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.Adjustment.Scope;
import dev.wardstream.clinical.rules.Inactivation;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.Observation;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.rules.Timing;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.rules.document.Contradictions.Contradiction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a document. One instance per document; one thread. */
public final class RuleReader {
  private static final int FORMAT = 1;
  private static final int LAST_VERSION = 999_999_999;
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private static final RuleSetId UNNAMED = new RuleSetId("", 0, "");

  private final Problems problems;
  private final String text;

  private RuleReader(String file, String text) {
    problems = new Problems(file);
    this.text = text;
  }

  /**
   * Reads a rule set.
   *
   * @param file what problems call the document
   */
  public static Reading read(String file, String text) {
    return new RuleReader(file, text).read();
  }

  private Reading read() {
    Node root = YamlTree.read(text, problems);
    Fields fields = root == null ? null : new Value(root, "", problems).fields();
    RuleDocument document = fields == null ? null : document(fields);
    if (document == null && problems.none()) {
      throw new IllegalStateException("a rule set was refused without a problem");
    }
    return document != null && problems.none()
        ? new Reading.Accepted(document)
        : new Reading.Refused(problems.byPosition());
  }

  private @Nullable RuleDocument document(Fields fields) {
    format(fields.required("format", String.valueOf(FORMAT)));
    String id = id(fields.required("id", "icu-adults"));
    Value number = fields.required("version", "1");
    Integer version = number == null ? null : number.integer(1, LAST_VERSION);
    Value words = fields.required("description", "Adults of the intensive care unit");
    String description = words == null ? null : words.text("Adults of the intensive care unit");
    RuleSet content = content(fields);
    fields.end();
    return id == null || version == null || description == null || content == null
        ? null
        : new RuleDocument(RuleSet.of(id, version, content), description, text);
  }

  private static void format(@Nullable Value value) {
    if (value != null && !value.is(String.valueOf(FORMAT))) {
      value.refuse("this format is not known", "write `format: %d`".formatted(FORMAT));
    }
  }

  private static @Nullable String id(@Nullable Value value) {
    String id = value == null ? null : value.text("icu-adults");
    if (value == null || id == null) {
      return null;
    }
    if (!ID.matcher(id).matches()) {
      value.refuse(
          "`%s` is not an id".formatted(id),
          "write small letters, digits and hyphens, at most 64, as in `icu-adults`");
      return null;
    }
    return id;
  }

  /** All but the name and version. */
  private static @Nullable RuleSet content(Fields fields) {
    Value families = fields.required("families", "");
    Fields named = families == null ? null : families.fields();
    SequencedMap<String, Rule> rules = named == null ? new LinkedHashMap<>() : rules(named);
    Value silence = fields.required("silence", "{spo2: 30s, hr: 30s}");
    Value observation = fields.required("observation", "");
    Value timing = fields.required("timing", "");
    Value tiers = fields.required("tiers", "{medium: [3m, 10m], high: [1m, 3m]}");
    Value inactivation = fields.required("inactivation", "");
    Map<Vital, Duration> longest = silence == null ? Map.of() : SettingsReader.silence(silence);
    Observation inputs = observation == null ? null : SettingsReader.observation(observation);
    Timing clocks = timing == null ? null : SettingsReader.timing(timing);
    TierClock groups = tiers == null ? TierClock.OFF : SettingsReader.tiers(tiers);
    Inactivation pauses = inactivation == null ? null : SettingsReader.inactivation(inactivation);
    List<Adjustment> adjustments =
        adjustments(fields, rules, named == null ? Set.of() : named.all().keySet());
    return named == null || inputs == null || clocks == null || pauses == null
        ? null
        : new RuleSet(
            UNNAMED,
            List.copyOf(rules.values()),
            longest,
            inputs,
            clocks,
            groups,
            pauses,
            adjustments);
  }

  private static SequencedMap<String, Rule> rules(Fields families) {
    SequencedMap<String, Rule> rules = new LinkedHashMap<>();
    if (families.isEmpty()) {
      families.self().refuse("without families nothing is watched", "add one, as in `SPO2_LOW:`");
    }
    families
        .all()
        .forEach((family, value) -> {
          Rule rule = FamilyReader.read(family, value, families);
          if (rule != null) {
            rules.put(family, rule);
            contradictions(rule, families.self());
          }
        });
    return rules;
  }

  private static void contradictions(Rule rule, Value families) {
    if (rule instanceof LeveledRule leveled) {
      for (Contradiction contradiction : Contradictions.of(leveled)) {
        Place.of(families, leveled.family(), contradiction)
            .refuse(contradiction.what(), contradiction.remedy());
      }
    }
  }

  private static List<Adjustment> adjustments(
      Fields fields, SequencedMap<String, Rule> rules, Set<String> families) {
    var reader = new AdjustmentReader(rules, families);
    List<Adjustment> adjustments = new ArrayList<>();
    Value wards = fields.optional("wards");
    if (wards != null) {
      adjustments.addAll(reader.read(Scope.WARD, wards));
    }
    Value patients = fields.optional("patients");
    if (patients != null) {
      adjustments.addAll(reader.read(Scope.PATIENT, patients));
    }
    new AdjustedRules(List.copyOf(rules.values()), adjustments).check(wards, patients);
    return adjustments;
  }
}
