package dev.wardstream.cli.account;

import dev.wardstream.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code wardstream account}. Runs on the main thread. */
@Command(
    name = "account",
    mixinStandardHelpOptions = true,
    description = {
      "People who sign in with a password.",
      "Works on the log itself, like `rules` and `topics`: whoever may write to the topic accounts"
          + " may do this, with no account of their own. So it makes the first operator, too."
    },
    footer = {
      "",
      "Examples:",
      "  wardstream account add --login noor --name 'Noor A.' --role nurse --ward icu-1",
      "  wardstream account list",
      "  wardstream account roles u-x3J… --role doctor --ward icu-1 --ward icu-2",
      "  wardstream account reset u-x3J…      a new one-time code; the old password is void",
      "  wardstream account disable u-x3J…    at once, also on open connections",
      "  wardstream account rotate-key        sign with a new key from now on"
    },
    subcommands = {
      AddCommand.class,
      ListCommand.class,
      RolesCommand.class,
      ResetCommand.class,
      DisableCommand.class,
      EnableCommand.class,
      RotateKeyCommand.class
    })
public final class AccountCommand extends CommandGroup {}
