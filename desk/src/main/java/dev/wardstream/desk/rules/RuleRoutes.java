package dev.wardstream.desk.rules;

import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.desk.http.Asked;
import dev.wardstream.desk.http.Conflict;
import dev.wardstream.desk.http.DeskPage.Route;
import dev.wardstream.desk.http.Fields;
import dev.wardstream.desk.http.Tree;
import dev.wardstream.desk.rules.AppliedRules.Applied;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.rules.diff.Direction;
import dev.wardstream.rules.document.Problem;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.document.RuleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/rules}: nurses, doctors and operators look and check; doctors and operators apply.
 *
 * @param watched how many patients are judged by a rule set of an id
 */
public record RuleRoutes(
    RuleShelf shelf, RuleTests tests, RuleOffice office, ToIntFunction<String> watched) {

  /** Far more than a document needs. */
  public static final int LONGEST = 256 << 10;

  /** What problems call the document. */
  public static final String FILE = "rules.yaml";

  private static final String SET = "/v1/rules/([a-z0-9][a-z0-9-]{0,63})";

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/v1/rules", "rules.list", this::list),
        Route.of("POST", "/v1/rules/check", "rules.check", this::check),
        Route.of("POST", "/v1/rules/test", "rules.test", this::test),
        Route.of("GET", SET, "rules.set", this::set),
        Route.of("GET", SET + "/([1-9]\\d{0,8})", "rules.version", this::version),
        Route.of("POST", SET + "/apply", "rules.apply", this::apply));
  }

  private static void requireStaff(Asked asked) throws Refusal {
    asked.require(Role.NURSE, Role.DOCTOR, Role.OPERATOR);
  }

  private Object list(Asked asked) throws Refusal {
    requireStaff(asked);
    var applied = shelf.applied();
    var ids = new TreeSet<>(applied.ids());
    ids.addAll(RuleBook.BUILT_IN.sets().keySet());
    var sets = new ArrayList<Object>();
    for (var id : ids) {
      var versions = applied.versions(id);
      var json =
          versions.isEmpty() ? RuleJson.builtIn(builtIn(id)) : RuleJson.version(versions.getLast());
      json.put("id", id);
      json.put("patients", watched.applyAsInt(id));
      sets.add(json);
    }
    return Tree.of(
        "sets", sets,
        "fallback", shelf.inForce().fallback().id().name(),
        "unreadable", shelf.unreadable());
  }

  private static RuleSet builtIn(String id) {
    var rules = RuleBook.BUILT_IN.sets().get(id);
    if (rules == null) {
      throw new IllegalArgumentException("no built-in rule set " + id);
    }
    return rules;
  }

  private Object set(Asked asked) throws Refusal {
    requireStaff(asked);
    var id = asked.names().getFirst();
    var versions = shelf.applied().versions(id);
    var known = RuleBook.BUILT_IN.sets().get(id);
    if (versions.isEmpty() && known == null) {
      throw unknown(id);
    }
    var history = new ArrayList<Object>(RuleJson.list(versions.reversed(), RuleJson::version));
    if (known != null) {
      history.add(RuleJson.builtIn(known));
    }
    var json =
        Tree.of(
            "id",
            id,
            "version",
            newest(id, versions),
            "patients",
            watched.applyAsInt(id),
            "versions",
            history);
    RuleJson.document(
        json,
        versions.isEmpty() ? RuleJson.builtInText(id) : versions.getLast().document().getYaml());
    return json;
  }

  /** What somebody who applies has to have seen; 0: there is none. */
  static int newest(String id, List<Applied> versions) {
    var known = RuleBook.BUILT_IN.sets().get(id);
    return versions.isEmpty()
        ? known == null ? 0 : known.id().version()
        : versions.getLast().key().version();
  }

  private Object version(Asked asked) throws Refusal {
    requireStaff(asked);
    var id = asked.names().getFirst();
    var number = Integer.parseInt(asked.names().get(1));
    for (var applied : shelf.applied().versions(id)) {
      if (applied.key().version() == number) {
        var json = RuleJson.version(applied);
        json.put("id", id);
        RuleJson.document(json, applied.document().getYaml());
        return json;
      }
    }
    var known = RuleBook.BUILT_IN.sets().get(id);
    if (known == null || known.id().version() != number) {
      throw unknown(id + "@" + number);
    }
    var json = RuleJson.builtIn(known);
    json.put("id", id);
    RuleJson.document(json, RuleJson.builtInText(id));
    return json;
  }

  private static Refusal unknown(String name) {
    return Refusal.of(ErrorCode.UNKNOWN_STREAM, "there is no rule set " + name);
  }

  private Object check(Asked asked) throws Refusal {
    requireStaff(asked);
    var text = asked.fields().only("yaml").text("yaml", LONGEST);
    return switch (RuleReader.read(FILE, text)) {
      case Reading.Refused(var problems) -> problems(problems);
      case Reading.Accepted(var document) -> checked(asked.fields(), document);
    };
  }

  private static Map<String, @Nullable Object> problems(List<Problem> problems) {
    return Tree.of("problems", RuleJson.list(problems, RuleJson::problem));
  }

  private Object checked(Fields fields, RuleDocument document) throws Refusal {
    var written = document.rules().id();
    var applied = shelf.applied();
    try {
      var next = NextVersion.of(document, applied, FILE, true);
      var json = problems(List.of());
      json.put("rules", RuleJson.rules(next.document()));
      json.put("before", next.before() == null ? null : next.beforeName());
      json.put("version", newest(written.name(), applied.versions(written.name())));
      json.put("inForce", next.inForce());
      json.put("changes", RuleJson.list(next.changes(), RuleJson::change));
      json.put("patients", watched.applyAsInt(written.name()));
      json.put("warnings", warnings(next, written.version()));
      return json;
    } catch (ApplyFailed e) {
      throw fields.wrong("yaml", String.valueOf(e.getMessage()));
    }
  }

  private List<String> warnings(NextVersion next, int written) {
    var id = next.document().rules().id();
    var warnings = new ArrayList<String>();
    if (watched.applyAsInt(id.name()) == 0) {
      warnings.add("NOBODY");
    }
    if (id.version() != written) {
      warnings.add("VERSION");
    }
    if (next.changes().stream()
        .anyMatch(change -> change.direction() == Direction.LESS_SENSITIVE)) {
      warnings.add("LESS_SENSITIVE");
    }
    return warnings;
  }

  private Object test(Asked asked) throws Refusal {
    requireStaff(asked);
    var fields = asked.fields().only("yaml", "tests");
    var text = fields.text("yaml", LONGEST);
    var timelines = fields.text("tests", LONGEST);
    return switch (RuleReader.read(FILE, text)) {
      case Reading.Refused(var problems) -> problems(problems);
      case Reading.Accepted(var document) -> tests.run(document.rules(), timelines);
    };
  }

  private Object apply(Asked asked) throws Refusal, Conflict {
    asked.require(Role.DOCTOR, Role.OPERATOR);
    var fields = asked.fields().only("yaml", "note", "expectedVersion");
    var text = fields.text("yaml", LONGEST);
    var note = fields.text("note", 500);
    var expected = fields.integer("expectedVersion", 0, 999_999_999);
    if (expected == null) {
      throw fields.wrong("expectedVersion", "is missing: the version in force that was looked at");
    }
    if (!(RuleReader.read(FILE, text) instanceof Reading.Accepted(var document))) {
      throw fields.wrong("yaml", "has problems: POST /v1/rules/check tells which");
    }
    var id = asked.names().getFirst();
    if (!document.rules().id().name().equals(id)) {
      throw fields.wrong("yaml", "is of %s, not of %s".formatted(document.rules().id().name(), id));
    }
    var by = asked.principal().subject();
    var done = office.apply(fields, document, new RuleOffice.Wish(by, note, expected));
    if (!done.unchanged()) {
      asked.done("rules.apply", "rules/" + done.name(), note);
    }
    return Tree.of(
        "id", id,
        "version", done.version(),
        "hash", done.hash(),
        "position", done.position(),
        "unchanged", done.unchanged());
  }
}
