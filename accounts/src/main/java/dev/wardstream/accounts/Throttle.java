package dev.wardstream.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing: one attempt at a time for each login name on this node, then a wait that
 * doubles, per account (kept in the log) and per address. Names that nobody has are treated alike.
 * Any thread.
 */
final class Throttle {
  /** Wrong ones after which nobody gets in any more. */
  static final int MOST_FAILURES = 100;

  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final AccountTables tables;
  private final InstantSource clock;
  private final Set<String> trying = ConcurrentHashMap.newKeySet();
  private final Attempts nobodys = new Attempts(BackOff.OF_ACCOUNT, Duration.ofDays(1));
  private final Attempts addresses = new Attempts(BackOff.OF_ADDRESS, Duration.ofSeconds(20));

  Throttle(AccountTables tables, InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /** One look at a password or code. */
  @FunctionalInterface
  interface Attempt<T> {
    /** Null when it was wrong. */
    @Nullable T make() throws AccountRefusal;
  }

  /** Makes an attempt, if there may be one now; a wrong one is refused and counted. */
  <T> T attempt(String login, String address, Attempt<T> attempt) throws AccountRefusal {
    var now = now();
    requireNoWait(addresses.left(address, now));
    requireNoWait(left(login, now));
    if (!trying.add(login)) {
      throw later(MOMENT);
    }
    try {
      var made = attempt.make();
      if (made != null) {
        return made;
      }
      addresses.failed(address, now);
      if (tables.idOf(login) == null) {
        nobodys.failed(nobody(login), now);
      }
      throw SignIns.wrong();
    } finally {
      trying.remove(login);
    }
  }

  /** Counts something that an address may do now and then only. */
  void count(String address) throws AccountRefusal {
    var now = now();
    requireNoWait(addresses.left(address, now));
    addresses.failed(address, now);
  }

  private Duration left(String login, Instant now) throws AccountRefusal {
    var id = tables.idOf(login);
    var account = id == null ? null : tables.account(id);
    var failures = account == null ? nobodys.times(nobody(login), now) : account.getFailures();
    if (failures >= MOST_FAILURES) {
      throw AccountRefusal.of(
          Fault.FORBIDDEN, "locked after too many attempts: ask an operator for a reset code");
    }
    if (account == null) {
      return nobodys.left(nobody(login), now);
    }
    var last = account.getFailedAt();
    return last == null ? Duration.ZERO : BackOff.OF_ACCOUNT.left(failures, last, now);
  }

  /** What is remembered of a name that nobody has: always as long. */
  private static String nobody(String login) {
    return RefreshToken.hashOf(login);
  }

  /** In the unit of the log, and of {@code afterMs}. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static void requireNoWait(Duration left) throws AccountRefusal {
    if (left.isPositive()) {
      throw later(left);
    }
  }

  private static AccountRefusal later(Duration left) {
    return AccountRefusal.retry(Fault.RATE, "too many attempts: wait", left);
  }
}
