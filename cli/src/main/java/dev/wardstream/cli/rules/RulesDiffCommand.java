package dev.wardstream.cli.rules;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.rules.diff.RuleDiff;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream rules diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Says how two rule sets decide differently, value by value, and what each change means.",
      "Layout, order of keys and comments are no difference. Exit code 0: none, 1: some."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream rules diff adult-continuous icu.yaml",
      "  wardstream rules diff applied:icu icu.yaml --bootstrap kafka-1:9092 \\",
      "      --registry http://registry:8081",
      "  wardstream rules diff applied:icu@2 applied:icu@3"
    })
public final class RulesDiffCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OLD", description = "One of: " + RuleSource.HELP + ".")
  private String before = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "Likewise.")
  private String after = "";

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    var screen = Screen.of(requireNonNull(spec).commandLine().getOut());
    var changes =
        RuleDiff.of(
            RuleSource.document(before, target).rules(),
            RuleSource.document(after, target).rules());
    ChangeReport.of(changes).forEach(screen::line);
    return changes.isEmpty() ? 0 : 1;
  }
}
