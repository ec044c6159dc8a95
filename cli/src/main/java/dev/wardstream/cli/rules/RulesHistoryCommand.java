package dev.wardstream.cli.rules;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.desk.rules.AppliedRules;
import dev.wardstream.desk.rules.AppliedRules.Applied;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream rules history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Lists every version of a rule set that was ever applied: who, when, why, where.",
    footer = {
      "",
      "Examples:",
      "  wardstream rules history icu",
      "  wardstream rules history icu --bootstrap kafka-1:9092 --registry http://registry:8081",
      "",
      "`wardstream rules show applied:ID@VERSION` prints one of them."
    })
public final class RulesHistoryCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "Id of a rule set.")
  private String id = "";

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    AppliedRules applied = RuleSource.applied(target);
    List<Applied> versions = applied.versions(id);
    if (versions.isEmpty()) {
      throw new CommandFailed(RuleSource.nothingOf(id, applied));
    }
    var screen = Screen.of(requireNonNull(spec).commandLine().getOut());
    screen.line("@|bold %s|@".formatted(row("VERSION", "HASH", "APPLIED", "BY", "NOTE")));
    versions.forEach(version -> screen.line(row(version)));
    screen.line("In force: version %d.".formatted(versions.getLast().key().version()));
    return 0;
  }

  private static String row(Applied applied) {
    var document = applied.document();
    return row(
        String.valueOf(applied.key().version()),
        document.getHash(),
        document.getAppliedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        document.getAuthor(),
        (document.getNote() == null ? "" : document.getNote() + "  ")
            + "("
            + applied.position()
            + ")");
  }

  private static String row(String version, String hash, String at, String by, String note) {
    return "%-7s  %-16s  %-20s  %-16s  %s".formatted(version, hash, at, by, note);
  }
}
