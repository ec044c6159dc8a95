package dev.wardstream.cli.account;

import dev.wardstream.cli.platform.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardstream account roles}. */
@Command(
    name = "roles",
    mixinStandardHelpOptions = true,
    description = "Sets what an account may do. Open connections of it are closed and come back.")
final class RolesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The account.")
  private String id = "";

  @Mixin private final GivenRights rights = new GivenRights();
  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    Accounts.visit(target, (tool, by) -> tool.admin().grant(id, rights.rights(), by));
    return 0;
  }
}
