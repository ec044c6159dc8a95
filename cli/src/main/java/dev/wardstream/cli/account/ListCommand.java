package dev.wardstream.cli.account;

import static java.util.Objects.requireNonNull;

import dev.wardstream.accounts.AccountAdmin.Listed;
import dev.wardstream.cli.platform.Target;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wardstream account list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "All accounts.")
final class ListCommand implements Callable<Integer> {
  private static final String LINE = "%-20s %-20s %-9s %-20s %s";

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final Target target = new Target();

  @Override
  public Integer call() {
    var out = requireNonNull(spec).commandLine().getOut();
    Accounts.visit(
        target,
        (tool, _) -> {
          out.println(LINE.formatted("ID", "LOGIN", "STATE", "ROLES", "WARDS"));
          tool.admin().list(tool.tables()).forEach(each -> out.println(line(each)));
          out.flush();
        });
    return 0;
  }

  private static String line(Listed listed) {
    var account = listed.account();
    return LINE.formatted(
        listed.id(),
        account.getLogin(),
        listed.state(),
        String.join(",", account.getRoles()),
        String.join(",", account.getWards()));
  }
}
