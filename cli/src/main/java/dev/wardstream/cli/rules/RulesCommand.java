package dev.wardstream.cli.rules;

import dev.wardstream.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code wardstream rules}. Runs on the main thread. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Rule sets: everything that decides whether a reading becomes an alert.",
    footer = {
      "",
      "Examples, from a first look to rules in force:",
      "  wardstream rules show adult-continuous > icu.yaml    begin with what is built in",
      "  wardstream rules check icu.yaml                      after each change",
      "  wardstream rules test ward-7.yaml --rules icu.yaml   does it raise what it should?",
      "  wardstream rules diff adult-continuous icu.yaml      what it means",
      "  wardstream rules apply icu.yaml --note 'ticket 812'  without a restart",
      "  wardstream rules history icu                         who, when, why"
    },
    subcommands = {
      RulesCheckCommand.class,
      RulesTestCommand.class,
      RulesShowCommand.class,
      RulesDiffCommand.class,
      RulesApplyCommand.class,
      RulesHistoryCommand.class
    })
public final class RulesCommand extends CommandGroup {}
