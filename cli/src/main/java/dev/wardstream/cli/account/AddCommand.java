package dev.wardstream.cli.account;

import static java.util.Objects.requireNonNull;

import dev.wardstream.accounts.AccountAdmin.NewAccount;
import dev.wardstream.cli.platform.Target;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardstream account add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Makes an account and prints a one-time code with which its password is set.")
final class AddCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--login",
      required = true,
      paramLabel = "NAME",
      description = "What the person types.")
  private String login = "";

  @Option(names = "--name", required = true, paramLabel = "TEXT", description = "Name to show.")
  private String name = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Subject of the tokens; of a patient, the patient. Default: made up.")
  private @Nullable String id;

  @Mixin private final GivenRights rights = new GivenRights();
  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    var out = requireNonNull(spec).commandLine().getOut();
    var wanted = new NewAccount(id, login, name, rights.rights(), null);
    Accounts.visit(target, (tool, by) -> Accounts.tell(tool.admin().create(wanted, by), out));
    return 0;
  }
}
