package dev.wardstream.edge.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The accounts of all addresses, or of all principals. One is kept while it is in use, and beyond
 * that for as long as it owes: whoever comes again finds the debt again.
 */
final class Accounts {
  private static final int KEPT = 16_384;

  private final ConcurrentHashMap<Object, Account> accounts = new ConcurrentHashMap<>();

  /** Adds a use to an account. */
  Account join(Object key, Use use, Supplier<Account> first) {
    if (accounts.size() > KEPT) {
      var now = System.nanoTime();
      accounts.values().removeIf(account -> account.isIdle(now));
    }
    return accounts.compute(
        key,
        (_, known) -> {
          var account = known == null ? first.get() : known;
          use.count(account).incrementAndGet();
          return account;
        });
  }

  /** Takes a use from an account. */
  void leave(Object key, Use use) {
    var now = System.nanoTime();
    accounts.computeIfPresent(
        key,
        (_, account) -> {
          use.count(account).decrementAndGet();
          return account.isIdle(now) ? null : account;
        });
  }

  int size() {
    return accounts.size();
  }
}
