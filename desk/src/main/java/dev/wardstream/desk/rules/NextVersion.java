package dev.wardstream.desk.rules;

import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.desk.rules.AppliedRules.Applied;
import dev.wardstream.desk.rules.ApplyFailed.Kind;
import dev.wardstream.rules.diff.Change;
import dev.wardstream.rules.diff.RuleDiff;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.document.RuleReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document and what it would replace.
 *
 * @param document with the version it is applied as
 * @param before null: there is no rule set of this id, or none that can be read
 * @param inForce whether exactly this is in force
 */
public record NextVersion(
    RuleDocument document, @Nullable RuleSet before, String beforeName, boolean inForce) {

  /** The document as the next version; fails when its version is another. */
  public static NextVersion of(
      RuleDocument document, AppliedRules applied, String file, boolean assign) {
    RuleSetId id = document.rules().id();
    List<Applied> versions = applied.versions(id.name());
    RuleSet builtIn = RuleBook.BUILT_IN.sets().get(id.name());
    RuleSet before = versions.isEmpty() ? builtIn : readable(versions.getLast());
    int newest =
        versions.isEmpty()
            ? builtIn == null ? 0 : builtIn.id().version()
            : versions.getLast().key().version();
    String beforeName = id.name() + "@" + newest + (versions.isEmpty() ? ", built in" : "");
    if (before != null && before.id().equals(id)) {
      return new NextVersion(document, before, beforeName, true);
    }
    if (id.version() != newest + 1 && !assign) {
      throw ApplyFailed.of(
          Kind.REFUSED,
          "%s is version %d of %s; in force is %s. Write `version: %d`, or give --assign-version."
              .formatted(
                  file,
                  id.version(),
                  id.name(),
                  newest == 0 ? "none" : "version " + newest,
                  newest + 1));
    }
    return new NextVersion(
        id.version() == newest + 1 ? document : numbered(document, file, newest + 1),
        before,
        beforeName,
        false);
  }

  private static @Nullable RuleSet readable(Applied applied) {
    return RuleReader.read("applied", applied.document().getYaml())
            instanceof Reading.Accepted(var document)
        ? document.rules()
        : null;
  }

  private static RuleDocument numbered(RuleDocument document, String file, int version) {
    RuleDocument numbered =
        switch (RuleReader.read(file, document.textWithVersion(version))) {
          case Reading.Accepted(var read) -> read;
          case Reading.Refused(var problems) ->
              throw ApplyFailed.of(Kind.REFUSED, problems.getFirst().toString());
        };
    if (numbered.rules().id().version() != version) {
      throw ApplyFailed.of(
          Kind.REFUSED,
          "%s has its version in an unusual place. Write `version: %d` on a line of its own."
              .formatted(file, version));
    }
    return numbered;
  }

  /** As in {@code icu@4}. */
  public String name() {
    return document.rules().id().name() + "@" + document.rules().id().version();
  }

  /** What differs; empty when there is nothing to compare with. */
  public List<Change> changes() {
    return before == null ? List.of() : RuleDiff.of(before, document.rules());
  }
}
