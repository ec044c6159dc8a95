package dev.wardstream.cli.rules;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.outline.RuleSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream rules check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Reads rule sets and says everything that is wrong with them, or what they do.",
      "Each problem has file, line, column, the path of the value, and the remedy. Needs no"
          + " cluster. Exit code 0: all are sound, 1: at least one is not."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream rules check icu.yaml",
      "  wardstream rules check --quiet rules/*.yaml"
    })
public final class RulesCheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule sets as YAML.")
  private List<Path> files = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "Of sound files only say that they are.")
  private boolean quiet;

  @Override
  public Integer call() {
    var screen = Screen.of(requireNonNull(spec).commandLine().getOut());
    int refused = 0;
    for (Path file : files) {
      switch (RuleFiles.read(file)) {
        case Reading.Accepted(var document) -> sound(file, document.rules(), screen);
        case Reading.Refused(var problems) -> {
          refused++;
          problems.forEach(problem -> screen.line(problem.toString()));
          screen.line("@|red %s:|@ %s".formatted(file, RuleFiles.count(problems)));
        }
      }
    }
    return refused == 0 ? 0 : 1;
  }

  private void sound(Path file, RuleSet rules, Screen screen) {
    screen.line(
        "@|green %s:|@ %s version %d, hash %s, %d families"
            .formatted(
                file,
                rules.id().name(),
                rules.id().version(),
                rules.id().hash(),
                rules.rules().size()));
    if (!quiet) {
      RuleSummary.of(rules).forEach(line -> screen.line("  " + line));
    }
  }
}
