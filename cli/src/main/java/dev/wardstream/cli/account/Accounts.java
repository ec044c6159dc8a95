package dev.wardstream.cli.account;

import dev.wardstream.accounts.AccountAdmin.Issued;
import dev.wardstream.accounts.AccountRefusal;
import dev.wardstream.accounts.AccountTool;
import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.schemas.registry.RegistryClient;
import dev.wardstream.schemas.registry.RegistryException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;

/** One visit to the accounts of a cluster. */
final class Accounts {
  private Accounts() {}

  /** What is done with them. */
  @FunctionalInterface
  interface Visit {
    void with(AccountTool tool, String by) throws AccountRefusal;
  }

  /** Opens, does, closes. */
  static void visit(Target target, Visit visit) {
    var kafka = Map.<String, Object>of("bootstrap.servers", target.bootstrapServers());
    var by = "cli:" + System.getProperty("user.name", "unknown");
    try (var registry = new RegistryClient(target.registryUri());
        var tool = AccountTool.open(kafka, registry, InstantSource.system())) {
      visit.with(tool, by);
    } catch (AccountRefusal e) {
      var field = e.path() == null ? "" : e.path() + ": ";
      throw new CommandFailed(field + e.getMessage() + ".", e);
    } catch (RegistryException e) {
      throw CommandFailed.of("The registry is of no help", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailed.of("Interrupted", e);
    }
  }

  /** Tells the one-time code, if there is one. */
  static void tell(Issued issued, PrintWriter out) {
    out.println("Account " + issued.id());
    if (issued.code() != null) {
      out.println("One-time code " + issued.code() + ", until " + issued.until());
      out.println("With it a password is set: POST /v1/auth/reset, or the console.");
    }
    out.flush();
  }
}
