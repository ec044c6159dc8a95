package dev.wardstream.desk.rules;

import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.scenario.Scenario.Told;
import dev.wardstream.desk.http.Tree;
import dev.wardstream.desk.rules.AppliedRules.Applied;
import dev.wardstream.desk.timelines.Difference.Line;
import dev.wardstream.desk.timelines.Notes;
import dev.wardstream.desk.timelines.Seconds;
import dev.wardstream.desk.timelines.Verdict;
import dev.wardstream.rules.BuiltIns;
import dev.wardstream.rules.diff.Change;
import dev.wardstream.rules.document.Problem;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.document.RuleReader;
import dev.wardstream.rules.outline.RuleSummary;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules, and what is said about them, as answers. */
final class RuleJson {
  private RuleJson() {}

  static Map<String, @Nullable Object> version(Applied applied) {
    var document = applied.document();
    return Tree.of(
        "version", applied.key().version(),
        "hash", document.getHash(),
        "author", document.getAuthor(),
        "note", document.getNote(),
        "appliedAt", document.getAppliedAt(),
        "builtIn", false,
        "position", applied.position());
  }

  static Map<String, @Nullable Object> builtIn(RuleSet rules) {
    return Tree.of(
        "version", rules.id().version(),
        "hash", rules.id().hash(),
        "author", null,
        "note", null,
        "appliedAt", null,
        "builtIn", true,
        "position", null);
  }

  /** A text, and what it does when it can be read. */
  static void document(Map<String, @Nullable Object> json, String yaml) {
    json.put("yaml", yaml);
    switch (RuleReader.read("rules", yaml)) {
      case Reading.Accepted(var document) -> {
        json.put("description", document.description());
        json.put("summary", RuleSummary.of(document.rules()));
      }
      case Reading.Refused(var problems) -> json.put("problems", list(problems, RuleJson::problem));
    }
  }

  /** The text of a built-in set. */
  static String builtInText(String id) {
    return BuiltIns.text(id).orElse("");
  }

  static <T> List<Object> list(List<T> items, Function<T, Object> json) {
    return items.stream().map(json).toList();
  }

  static Object problem(Problem problem) {
    return Tree.of(
        "line", problem.line(),
        "column", problem.column(),
        "path", problem.path(),
        "what", problem.what(),
        "remedy", problem.remedy());
  }

  static Object rules(RuleDocument document) {
    var id = document.rules().id();
    return Tree.of(
        "id", id.name(),
        "version", id.version(),
        "hash", id.hash(),
        "description", document.description(),
        "families", document.rules().rules().stream().map(rule -> rule.family()).toList(),
        "summary", RuleSummary.of(document.rules()));
  }

  static Object change(Change change) {
    return Tree.of(
        "path", change.path(),
        "before", change.before(),
        "after", change.after(),
        "direction", change.direction().name());
  }

  static Object verdict(Verdict verdict) {
    var scenario = verdict.scenario();
    return Tree.of(
        "id", scenario.id(),
        "title", scenario.title(),
        "verdict", verdict.kind().name(),
        "remarks", verdict.remarks(),
        "lines", list(verdict.lines(), RuleJson::line));
  }

  private static Object line(Line line) {
    Told event = line.event();
    return Tree.of(
        "where", line.where().name(),
        "emittedAt", Seconds.of(event.emittedAt()),
        "type", event.type().name(),
        "family", event.family(),
        "level", event.level().name(),
        "eventTime", Seconds.of(event.eventTime()),
        "note", Notes.joined(event.notes()));
  }
}
