package dev.wardstream.accounts;

import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Accounts without a server: for the command line, for the first operator, and for the day on which
 * nobody gets in. May be used beside any number of running nodes.
 */
public final class AccountTool implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AccountTables tables;
  private final AccountLog log;
  private final AccountAdmin admin;

  private AccountTool(AccountTables tables, AccountLog log, InstantSource clock) {
    this.tables = tables;
    this.log = log;
    admin = new AccountAdmin(log, new Passwords(), clock);
  }

  /**
   * Opens it and reads all accounts.
   *
   * @throws AccountRefusal when the log does not answer
   */
  public static AccountTool open(
      Map<String, Object> kafka, SchemaRegistry registry, InstantSource clock)
      throws AccountRefusal, InterruptedException {
    var tables = AccountTables.open(kafka, registry);
    var tool = new AccountTool(tables, new AccountLog(kafka, registry, tables), clock);
    if (!tables.awaitReady(PATIENCE)) {
      tool.close();
      throw AccountRefusal.of(Fault.UNAVAILABLE, "the accounts cannot be read");
    }
    return tool;
  }

  /** What operators do. */
  public AccountAdmin admin() {
    return admin;
  }

  /** All accounts. */
  public AccountTables tables() {
    return tables;
  }

  @Override
  public void close() {
    log.close();
    tables.close();
  }
}
