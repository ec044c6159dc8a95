package dev.wardstream.cli.account;

import dev.wardstream.cli.platform.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardstream account enable}. */
@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    description = "Lets a disabled or locked account in again, with the password it had.")
final class EnableCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The account.")
  private String id = "";

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    Accounts.visit(target, (tool, by) -> tool.admin().disable(id, false, by));
    return 0;
  }
}
