package dev.wardstream.cli.account;

import static java.util.Objects.requireNonNull;

import dev.wardstream.cli.platform.Target;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardstream account reset}. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = "Takes the password away, ends all sessions and prints a one-time code.")
final class ResetCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "The account.")
  private String id = "";

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    var out = requireNonNull(spec).commandLine().getOut();
    Accounts.visit(target, (tool, by) -> Accounts.tell(tool.admin().reset(id, by), out));
    return 0;
  }
}
