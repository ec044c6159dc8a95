package dev.wardstream.accounts;

import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.edge.table.Row;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.Account;
import dev.wardstream.schemas.avro.AccountSession;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All accounts and sessions, in memory. Two threads read the log; any thread may ask. */
public final class AccountTables implements AutoCloseable {
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Map<String, String> byLogin = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final CompactedTable<Account> accountRows;
  private final CompactedTable<AccountSession> sessionRows;

  private AccountTables(Map<String, Object> kafka, SchemaRegistry registry) {
    accountRows =
        CompactedTable.open(
            kafka,
            Topics.ACCOUNTS.name(),
            AvroSerde.of(Topics.ACCOUNTS, Account.class, registry).deserializer(),
            this::accountChanged);
    sessionRows =
        CompactedTable.open(
            kafka,
            Topics.ACCOUNTS_SESSIONS.name(),
            AvroSerde.of(Topics.ACCOUNTS_SESSIONS, AccountSession.class, registry).deserializer(),
            this::sessionChanged);
  }

  /** Begins to read; returns at once. */
  public static AccountTables open(Map<String, Object> kafka, SchemaRegistry registry) {
    return new AccountTables(kafka, registry);
  }

  private void accountChanged(String id, @Nullable Row<Account> row) {
    if (row == null) {
      return; // accounts are never deleted
    }
    var account = row.value();
    byLogin.put(account.getLogin(), id);
    var before = accounts.put(id, account);
    if (before != null && !sameStanding(before, account)) {
      listeners.forEach(listener -> listener.accept(id));
    }
  }

  private static boolean sameStanding(Account before, Account now) {
    return before.getDisabled() == now.getDisabled()
        && before.getEpoch() == now.getEpoch()
        && before.getRoles().equals(now.getRoles())
        && before.getWards().equals(now.getWards())
        && before.getPatients().equals(now.getPatients());
  }

  private void sessionChanged(String id, @Nullable Row<AccountSession> row) {
    if (row != null && row.value().getRevoked() != null) {
      listeners.forEach(listener -> listener.accept(row.value().getAccount()));
    }
  }

  /** Tells of every account whose standing may have changed, on a table's thread. */
  void listen(Consumer<String> changed) {
    listeners.add(changed);
  }

  /** An account; null when there is none. */
  public @Nullable Account account(String id) {
    return accounts.get(id);
  }

  /** All accounts by id: a live view. */
  public Map<String, Account> accounts() {
    return Collections.unmodifiableMap(accounts);
  }

  /** Whose login name it is; null when nobody's. */
  @Nullable String idOf(String login) {
    return byLogin.get(login);
  }

  /** A session; null when there is none, or none any more. */
  @Nullable AccountSession session(String id) {
    return sessionRows.get(id);
  }

  /** All sessions by id: a live view. */
  Iterable<Map.Entry<String, Row<AccountSession>>> sessions() {
    return sessionRows.rows();
  }

  /** Why it cannot be relied on yet; empty when it can. */
  public Optional<String> whyNotReady() {
    return accountRows.whyNotReady().or(sessionRows::whyNotReady);
  }

  /** Waits until it can be relied on. */
  public boolean awaitReady(Duration limit) throws InterruptedException {
    return accountRows.awaitReady(limit) && sessionRows.awaitReady(limit);
  }

  /** Waits until everything before a position has been read. */
  boolean awaitRead(Topic topic, int partition, long position, Duration limit)
      throws InterruptedException {
    var rows = topic.equals(Topics.ACCOUNTS) ? accountRows : sessionRows;
    return rows.awaitRead(partition, position, limit);
  }

  @Override
  public void close() {
    accountRows.close();
    sessionRows.close();
  }
}
