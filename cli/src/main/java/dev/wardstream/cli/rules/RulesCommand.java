package dev.wardstream.cli.rules;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wardstream rules}. Runs on the main thread. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Tests the rules that turn readings into alerts.",
    synopsisSubcommandLabel = "(test)",
    subcommands = RulesTestCommand.class,
    footer = {
      "",
      "A test is a timeline: what is measured when, what people do, and every event that must come"
          + " of it.",
      "All times are seconds after a common zero. As YAML (JSON has the same fields):",
      "",
      "  - id: desaturation",
      "    title: sustained low SpO2 raises after 15 s",
      "    readings:",
      "      - {arrival: 0,  event: 0,  vital: SPO2, value: 89}",
      "      - {arrival: 5,  event: 5,  vital: SPO2, value: 88}",
      "      - {arrival: 15, event: 15, vital: SPO2, value: 88}",
      "    actions:",
      "      - {at: 20, action: ACK, family: SPO2_LOW}",
      "    expected:",
      "      - {emittedAt: 15, type: RAISED, family: SPO2_LOW, level: MEDIUM, eventTime: 15}",
      "      - {emittedAt: 20, type: ACKED, family: SPO2_LOW, level: MEDIUM, eventTime: 20}",
      "",
      "Example:",
      "  wardstream rules test ward-7.yaml",
      "",
      "All fields: docs/rules-tests.md."
    })
public final class RulesCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    var command = requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
