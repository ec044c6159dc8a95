package dev.wardstream.accounts;

import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.AuditLog;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What every service needs of accounts: whether people who signed in still may. Nodes with a key
 * have the account centre too. Safe from any thread. Close the server first.
 */
public final class People implements AutoCloseable {
  private final Optional<AccountService> centre;
  private final AccountTables tables;
  private final Standing standing;

  private People(Optional<AccountService> centre, AccountTables tables, Standing standing) {
    this.centre = centre;
    this.tables = tables;
    this.standing = standing;
  }

  /** Begins to read; returns at once. */
  public static People open(
      PeopleConfig config,
      Map<String, Object> kafka,
      SchemaRegistry registry,
      InstantSource clock) {
    var centre =
        config
            .mint()
            .map(mint -> AccountService.open(config.accounts(), mint, kafka, registry, clock));
    var tables =
        centre.map(AccountService::tables).orElseGet(() -> AccountTables.open(kafka, registry));
    return new People(centre, tables, new AccountStanding(tables, config.rules().issuer()));
  }

  /** Whether people who signed in still may. */
  public Standing standing() {
    return standing;
  }

  /** The account centre, where there is one. */
  public Optional<AccountService> centre() {
    return centre;
  }

  /**
   * Adds the pages of the account centre, if there is one, and the condition to a server.
   *
   * @param audit where it is recorded who signs in and who changes accounts
   */
  public void serve(
      EdgeServer.Builder server, TokenVerifier tokens, MeterRegistry meters, AuditLog audit) {
    centre.ifPresent(service -> service.serve(server, tokens, meters, audit));
    server.ready("accounts", tables::whyNotReady);
  }

  /** Why it should not be given traffic; empty when it may. */
  public Optional<String> whyNotReady() {
    return tables.whyNotReady();
  }

  @Override
  public void close() {
    centre.ifPresentOrElse(AccountService::close, tables::close);
  }
}
