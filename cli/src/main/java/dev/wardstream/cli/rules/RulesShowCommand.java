package dev.wardstream.cli.rules;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Resolution;
import dev.wardstream.rules.BuiltIns;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.outline.RuleWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream rules show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a rule set as YAML, exactly as it was written.",
      "With --ward or --patient, the rules that result for them (prescriptions come on top)."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream rules show adult-continuous > icu.yaml",
      "  wardstream rules show applied:icu@3",
      "  wardstream rules show icu.yaml --ward copd-1",
      "  wardstream rules show --schema > rules.schema.json"
    })
public final class RulesShowCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "One of: " + RuleSource.HELP + ". Default: the names of the built-in ones.")
  private @Nullable String name;

  @Option(names = "--schema", description = "Print the JSON Schema of a rule set instead.")
  private boolean schema;

  @Option(names = "--ward", paramLabel = "ID", description = "The rules in this ward.")
  private @Nullable String ward;

  @Option(names = "--patient", paramLabel = "ID", description = "The rules of this patient.")
  private @Nullable String patient;

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    var command = requireNonNull(spec).commandLine();
    if (schema == (name != null)) {
      if (schema) {
        throw new ParameterException(command, "Name a rule set or give --schema, not both");
      }
      BuiltIns.NAMES.forEach(command.getOut()::println);
    } else {
      command.getOut().print(name == null ? BuiltIns.schema() : text(name));
    }
    command.getOut().flush();
    return 0;
  }

  private String text(String of) {
    RuleDocument document = RuleSource.document(of, target);
    if (ward == null && patient == null) {
      return document.text();
    }
    var care = new Care(ward, null, null, false, false, List.of());
    var resolved =
        Resolution.of(document.rules(), patient == null ? "" : patient, care, Instant.EPOCH)
            .withAdjustments(List.of());
    return RuleWriter.write(resolved, document.description());
  }
}
