package dev.wardstream.cli.rules;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.desk.rules.ApplyFailed;
import dev.wardstream.desk.rules.ApplySession;
import dev.wardstream.desk.rules.NextVersion;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.outline.RuleSummary;
import dev.wardstream.schemas.registry.RegistryClient;
import dev.wardstream.schemas.registry.RegistryException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream rules apply}. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a rule set into force, without a restart.",
      "Checks the document, shows what changes, writes it to alerts.rules and says where it stands"
          + " in the log. Its version must be the one in force plus 1, so that nobody overwrites"
          + " what they have not seen. Patients are judged by it from their next input on."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream rules apply icu.yaml --dry-run",
      "  wardstream rules apply icu.yaml --note 'alarm committee, 12 November'",
      "  wardstream rules apply icu.yaml --assign-version --author 'J. Doe' --note 'ticket 812' \\",
      "      --bootstrap kafka-1:9092 --registry http://registry:8081"
    })
public final class RulesApplyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A rule set as YAML.")
  private Path file = Path.of("");

  @Option(names = "--note", paramLabel = "TEXT", description = "Why the rules change.")
  private @Nullable String note;

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who changes them. Default: the user of this computer.")
  private @Nullable String author;

  @Option(
      names = "--assign-version",
      description = "Apply it as the next version, whatever version the file says.")
  private boolean assign;

  @Option(names = "--dry-run", description = "Check and show everything, apply nothing.")
  private boolean dryRun;

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    RuleDocument document = RuleFiles.sound(RuleFiles.read(file));
    String bootstrap = target.bootstrapServers();
    try (var registry = new RegistryClient(target.registryUri());
        var session = ApplySession.open(bootstrap, registry, dryRun)) {
      var next = NextVersion.of(document, session.applied(), file.toString(), assign);
      show(next);
      if (next.inForce() || dryRun) {
        screen().line(next.inForce() ? "It is in force already." : "Dry run: nothing was applied.");
        return 0;
      }
      String by = author == null ? System.getProperty("user.name", "unknown") : author;
      String position = session.apply(next.document(), by, note);
      screen()
          .line(
              "@|green Applied|@ %s at %s, acknowledged by every replica in sync."
                  .formatted(next.name(), position));
      return 0;
    } catch (ApplyFailed e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    } catch (RegistryException e) {
      throw CommandFailed.of("The registry is of no help", e);
    }
  }

  private void show(NextVersion next) {
    var screen = screen();
    screen.line("@|bold %s|@, hash %s".formatted(next.name(), next.document().rules().id().hash()));
    if (next.before() == null) {
      screen.line("It is the first version of a new rule set:");
      RuleSummary.of(next.document().rules()).forEach(line -> screen.line("  " + line));
    } else {
      screen.line("Compared with %s:".formatted(next.beforeName()));
      ChangeReport.of(next.changes()).forEach(line -> screen.line("  " + line));
    }
  }

  private Screen screen() {
    return Screen.of(requireNonNull(spec).commandLine().getOut());
  }
}
