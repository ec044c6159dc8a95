package dev.wardstream.accounts;

import dev.wardstream.accounts.AccountAdmin.Issued;
import dev.wardstream.accounts.AccountAdmin.NewAccount;
import dev.wardstream.accounts.AccountAdmin.Rights;
import dev.wardstream.accounts.Decision.Outcome;
import dev.wardstream.accounts.Decision.Write;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Proof;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.schemas.avro.Account;
import dev.wardstream.schemas.avro.AccountSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passwords against sessions, sessions against tokens. Any thread that may wait; those that hash a
 * password are dear by design.
 */
public final class SignIns {
  /** Why a session has ended of which an old token came back. */
  static final String REUSED = "reused";

  private final AccountsConfig config;
  private final AccountTables tables;
  private final AccountLog log;
  private final AccountAdmin admin;
  private final Passwords passwords;
  private final Throttle throttle;
  private final TokenMint mint;
  private final InstantSource clock;

  SignIns(AccountService.Parts parts, AccountAdmin admin, TokenMint mint) {
    config = parts.config();
    tables = parts.tables();
    log = parts.log();
    passwords = parts.passwords();
    clock = parts.clock();
    throttle = new Throttle(tables, clock);
    this.admin = admin;
    this.mint = mint;
  }

  /**
   * What somebody gets who has signed in.
   *
   * @param account its id
   * @param access token
   * @param accessUntil it is void from here on
   * @param refresh good for one more pair
   * @param sessionUntil the person has to sign in again from here on
   */
  public record Tokens(
      String account, String access, Instant accessUntil, String refresh, Instant sessionUntil) {

    /** Without the tokens. */
    @Override
    public String toString() {
      return "Tokens[" + account + "]";
    }
  }

  /**
   * Begins a session.
   *
   * @param address where the request comes from
   */
  public Tokens signIn(String typed, String password, String address) throws AccountRefusal {
    var login = Logins.normal(typed);
    return throttle.attempt(
        login,
        address,
        () -> {
          var id = tables.idOf(login);
          var account = id == null ? null : tables.account(id);
          var right = passwords.matches(password, account == null ? null : account.getPassword());
          if (id == null || account == null || !right) {
            countFailure(id);
            return null;
          }
          if (account.getDisabled()) {
            throw AccountRefusal.of(Fault.FORBIDDEN, "the account is disabled: ask an operator");
          }
          return begin(id, String.valueOf(account.getPassword()));
        });
  }

  /** Counts a wrong password. A name that nobody has costs a record too: it takes as long. */
  private void countFailure(@Nullable String id) throws AccountRefusal {
    log.<Boolean>change(tables -> {
      var known = id == null ? null : tables.account(id);
      if (id == null || known == null) {
        return Outcome.of(false, Write.session("nobody", null));
      }
      var account =
          Account.newBuilder(known).setFailures(known.getFailures() + 1).setFailedAt(now()).build();
      return Outcome.of(true, Write.account(id, account));
    });
  }

  private Tokens begin(String id, String passwordHash) throws AccountRefusal {
    return log.change(tables -> {
      var known = tables.account(id);
      if (known == null || known.getDisabled() || !passwordHash.equals(known.getPassword())) {
        throw wrong();
      }
      return begun(id, Account.newBuilder(known));
    });
  }

  /** A new session of an account that may have been changed for it. */
  private Outcome<Tokens> begun(String id, Account.Builder changed) {
    var account = changed.setFailures(0).setFailedAt(null).build();
    var token = RefreshToken.first();
    var session =
        AccountSession.newBuilder()
            .setAccount(id)
            .setTokenHash(token.hash())
            .setEpoch(account.getEpoch())
            .setCreatedAt(now())
            .setUsedAt(now())
            .setExpiresAt(now().plus(config.session()))
            .build();
    var tokens = tokens(id, account, session, token);
    return account.equals(tables.account(id))
        ? Outcome.of(tokens, Write.session(token.session(), session))
        : Outcome.of(tokens, Write.account(id, account), Write.session(token.session(), session));
  }

  private Tokens tokens(String id, Account account, AccountSession session, RefreshToken refresh) {
    var principal =
        new Principal(
            id,
            AccountStanding.roles(account.getRoles()),
            new HashSet<>(account.getWards()),
            new HashSet<>(account.getPatients()),
            Set.of(),
            Instant.EPOCH,
            new Proof("", Instant.EPOCH, refresh.session(), session.getEpoch()));
    return new Tokens(
        id,
        mint.issue(principal, config.access()),
        now().plus(config.access()),
        refresh.text(),
        session.getExpiresAt());
  }

  /** A new pair for a refresh token, which is void then. An old one ends the session. */
  public Tokens refresh(String text) throws AccountRefusal {
    var token = RefreshToken.parse(text);
    var id = token.session();
    return log.<Optional<Tokens>>change(
            tables -> {
              var session = tables.session(id);
              if (session == null || session.getRevoked() != null || isOver(session)) {
                throw over();
              }
              var account = tables.account(session.getAccount());
              if (account == null
                  || account.getDisabled()
                  || account.getEpoch() != session.getEpoch()) {
                throw over();
              }
              return refreshed(token, session, account);
            })
        .orElseThrow(() ->
            AccountRefusal.of(
                Fault.UNAUTHENTICATED,
                "this token was used before, the session is ended: sign in again"));
  }

  /** The next pair; empty when the token is not the current one: then the session is ended. */
  private Outcome<Optional<Tokens>> refreshed(
      RefreshToken token, AccountSession session, Account account) {
    var id = token.session();
    if (!token.is(session.getTokenHash())) {
      var ended = AccountSession.newBuilder(session).setRevoked(REUSED).build();
      return Outcome.of(Optional.empty(), Write.session(id, ended));
    }
    var successor = token.next();
    var next =
        AccountSession.newBuilder(session).setTokenHash(successor.hash()).setUsedAt(now()).build();
    return Outcome.of(
        Optional.of(tokens(session.getAccount(), account, next, successor)),
        Write.session(id, next));
  }

  private boolean isOver(AccountSession session) {
    return !now().isBefore(session.getExpiresAt())
        || !now().isBefore(session.getUsedAt().plus(config.idle()));
  }

  /** Ends the session of a refresh token, whether it is the current one or an old one. */
  public void signOut(String text) throws AccountRefusal {
    var id = RefreshToken.parse(text).session();
    log.<Boolean>change(tables -> {
      var session = tables.session(id);
      if (session == null || session.getRevoked() != null) {
        return Outcome.of(false);
      }
      var ended = AccountSession.newBuilder(session).setRevoked("signed-out").build();
      return Outcome.of(true, Write.session(id, ended));
    });
  }

  /** Ends all sessions of an account. */
  public void signOutEverywhere(String id) throws AccountRefusal {
    log.<Boolean>change(tables -> {
      var account = Account.newBuilder(known(tables, id));
      end(account, id);
      return Outcome.of(true, Write.account(id, account.build()));
    });
  }

  private void end(Account.Builder account, String by) {
    account.setEpoch(account.getEpoch() + 1);
    account.setChangedAt(now());
    account.setChangedBy(by);
  }

  /** Sets a new password, ends all sessions and begins a new one. */
  public Tokens changePassword(String id, String old, String wanted, String address)
      throws AccountRefusal {
    var login = known(tables, id).getLogin();
    PasswordRules.check(wanted, login);
    return throttle.attempt(
        login,
        address,
        () -> {
          var before = known(tables, id).getPassword();
          if (!passwords.matches(old, before)) {
            countFailure(id);
            return null;
          }
          var hash = passwords.hash(wanted);
          return log.change(tables -> {
            var account = Account.newBuilder(known(tables, id));
            if (!Objects.equals(before, account.getPassword())) {
              throw wrong();
            }
            end(account.setPassword(hash), id);
            return begun(id, account);
          });
        });
  }

  /** Sets a password with a one-time code, ends all sessions and begins a new one. */
  public Tokens setPassword(String typed, String code, String wanted, String address)
      throws AccountRefusal {
    var login = Logins.normal(typed);
    PasswordRules.check(wanted, login);
    var hash = passwords.hash(wanted);
    return throttle.attempt(
        login,
        address,
        () -> log.<Optional<Tokens>>change(_ -> set(login, code, hash)).orElse(null));
  }

  private Outcome<Optional<Tokens>> set(String login, String code, String hash) {
    var id = tables.idOf(login);
    var known = id == null ? null : tables.account(id);
    if (id == null || known == null || !isResetBy(known, code)) {
      return Outcome.of(Optional.empty());
    }
    var account =
        Account.newBuilder(known).setPassword(hash).setResetHash(null).setResetUntil(null);
    end(account, id);
    var begun = begun(id, account);
    return new Outcome<>(Optional.of(begun.result()), begun.writes());
  }

  private boolean isResetBy(Account account, String code) {
    var hash = account.getResetHash();
    var until = account.getResetUntil();
    return hash != null
        && until != null
        && now().isBefore(until)
        && !account.getDisabled()
        && MessageDigest.isEqual(
            hash.getBytes(StandardCharsets.US_ASCII),
            RefreshToken.hashOf(code).getBytes(StandardCharsets.US_ASCII));
  }

  /** Makes an account for who asks: a patient who may see nothing until an operator says so. */
  public Issued register(String login, String name, String password, String address)
      throws AccountRefusal {
    if (!config.selfRegistration()) {
      throw AccountRefusal.of(Fault.FORBIDDEN, "ask an operator for an account");
    }
    throttle.count(address);
    var rights = new Rights(List.of("patient"), List.of(), List.of());
    return admin.create(new NewAccount(null, login, name, rights, password), "self");
  }

  /** Deletes sessions of which no token can be valid any more; gives how many. */
  int sweep() throws AccountRefusal {
    var before = now().minus(config.access()).minus(Duration.ofMinutes(5));
    return log.change(tables -> {
      var ended = new ArrayList<Write>();
      for (var row : tables.sessions()) {
        if (row.getValue().value().getExpiresAt().isBefore(before) && ended.size() < 500) {
          ended.add(Write.session(row.getKey(), null));
        }
      }
      return new Outcome<>(ended.size(), ended);
    });
  }

  private static Account known(AccountTables tables, String id) throws AccountRefusal {
    var account = tables.account(id);
    if (account == null) {
      throw AccountRefusal.of(Fault.UNKNOWN_ACCOUNT, "this token is not of an account kept here");
    }
    return account;
  }

  static AccountRefusal wrong() {
    return AccountRefusal.of(Fault.UNAUTHENTICATED, "login name, password or code is wrong");
  }

  private static AccountRefusal over() {
    return AccountRefusal.of(Fault.UNAUTHENTICATED, "the session is over: sign in again");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
