package dev.wardstream.cli.account;

import dev.wardstream.cli.platform.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardstream account disable}. */
@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    description = "Lets nobody in with it any more; open connections are closed.")
final class DisableCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The account.")
  private String id = "";

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    Accounts.visit(target, (tool, by) -> tool.admin().disable(id, true, by));
    return 0;
  }
}
