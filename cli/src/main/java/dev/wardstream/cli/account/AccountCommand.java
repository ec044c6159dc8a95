package dev.wardstream.cli.account;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
public final class AccountCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    var command = requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
