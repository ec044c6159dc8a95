package dev.wardstream.accounts;

import dev.wardstream.accounts.Decision.Outcome;
import dev.wardstream.accounts.Decision.Write;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.avro.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What operators do with accounts. Any thread that may wait. */
public final class AccountAdmin {
  private static final Duration CODE_LIFETIME = Duration.ofHours(24);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int LONGEST_NAME = 200;
  private static final int MOST_GRANTS = 500;

  /** Roles that people can have; devices and gateways are not people. */
  private static final Set<Role> PEOPLE =
      EnumSet.complementOf(EnumSet.of(Role.DEVICE, Role.GATEWAY));

  private final AccountLog log;
  private final Passwords passwords;
  private final InstantSource clock;

  AccountAdmin(AccountLog log, Passwords passwords, InstantSource clock) {
    this.log = log;
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * What somebody may do.
   *
   * @param roles names in lower case
   * @param wards whose patients may be watched
   * @param patients that may be watched
   */
  public record Rights(List<String> roles, List<String> wards, List<String> patients) {

    public Rights {
      roles = roles.stream().distinct().sorted().toList();
      wards = wards.stream().distinct().sorted().toList();
      patients = patients.stream().distinct().sorted().toList();
    }

    /** For the record. */
    String text() {
      return "roles %s, wards %s, patients %s".formatted(roles, wards, patients);
    }

    private void check() throws AccountRefusal {
      for (var role : roles) {
        if (PEOPLE.stream().noneMatch(known -> name(known).equals(role))) {
          throw AccountRefusal.at(
              "roles", "take of " + PEOPLE.stream().map(Rights::name).sorted().toList());
        }
      }
      if (roles.isEmpty()) {
        throw AccountRefusal.at("roles", "name at least one");
      }
      checkIds("wards", wards);
      checkIds("patients", patients);
    }

    private static String name(Role role) {
      return role.name().toLowerCase(Locale.ROOT);
    }

    private static void checkIds(String path, List<String> ids) throws AccountRefusal {
      if (ids.size() > MOST_GRANTS) {
        throw AccountRefusal.at(path, "more than " + MOST_GRANTS);
      }
      for (var id : ids) {
        if (!ID.matcher(id).matches()) {
          throw AccountRefusal.at(path, "an identifier has 1 to 128 of A–Z a–z 0–9 . _ : -");
        }
      }
    }
  }

  /**
   * An account to be made.
   *
   * @param id subject of its tokens; of a patient, the patient; null for one that is made up
   * @param login what the person types
   * @param name to show
   * @param rights what the person may do
   * @param password null: the person sets it with a one-time code
   */
  public record NewAccount(
      @Nullable String id, String login, String name, Rights rights, @Nullable String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "NewAccount[" + id + "]";
    }
  }

  /**
   * An account that has been made.
   *
   * @param id of the account
   * @param code with which a password is set, once; null when it has one
   * @param until the code is void from here on; null when there is none
   */
  public record Issued(String id, @Nullable String code, @Nullable Instant until) {

    /** Without the code. */
    @Override
    public String toString() {
      return "Issued[" + id + "]";
    }
  }

  /** Makes an account. */
  public Issued create(NewAccount wanted, String by) throws AccountRefusal {
    var login = Logins.chosen(wanted.login());
    var id = wanted.id() == null ? "u-" + RefreshToken.random(12) : wanted.id();
    var code = wanted.password() == null ? RefreshToken.random(16) : null;
    check(id, login, wanted);
    var until = code == null ? null : now().plus(CODE_LIFETIME);
    var made = made(login, wanted, by);
    if (code != null) {
      made.setResetHash(RefreshToken.hashOf(code)).setResetUntil(until);
    }
    var account = made.build();
    return log.change(tables -> {
      if (tables.idOf(login) != null) {
        throw AccountRefusal.of(Fault.TAKEN, "login: somebody has this name, take another");
      }
      if (tables.account(id) != null) {
        throw AccountRefusal.of(Fault.TAKEN, "id: there is such an account, take another");
      }
      return Outcome.of(new Issued(id, code, until), Write.account(id, account));
    });
  }

  private static void check(String id, String login, NewAccount wanted) throws AccountRefusal {
    if (!ID.matcher(id).matches()) {
      throw AccountRefusal.at("id", "an identifier has 1 to 128 of A–Z a–z 0–9 . _ : -");
    }
    if (wanted.name().isBlank() || wanted.name().length() > LONGEST_NAME) {
      throw AccountRefusal.at("name", "take 1 to " + LONGEST_NAME + " characters");
    }
    wanted.rights().check();
    if (wanted.password() != null) {
      PasswordRules.check(wanted.password(), login);
    }
  }

  private Account.Builder made(String login, NewAccount wanted, String by) {
    var password = wanted.password();
    return Account.newBuilder()
        .setLogin(login)
        .setName(wanted.name().strip())
        .setPassword(password == null ? null : passwords.hash(password))
        .setRoles(wanted.rights().roles())
        .setWards(wanted.rights().wards())
        .setPatients(wanted.rights().patients())
        .setDisabled(false)
        .setCreatedAt(now())
        .setChangedAt(now())
        .setChangedBy(by);
  }

  /**
   * Makes an account with a password, or gives the one of this id that password and these rights;
   * open sessions end.
   */
  public void provide(NewAccount wanted, String by) throws AccountRefusal {
    var password = wanted.password();
    if (password == null) {
      throw AccountRefusal.at("password", "is missing");
    }
    try {
      var _ = create(wanted, by);
    } catch (AccountRefusal e) {
      var id = wanted.id();
      if (e.fault() != Fault.TAKEN || id == null) {
        throw e;
      }
      var hash = passwords.hash(password);
      var rights = wanted.rights();
      change(
          id,
          by,
          account -> {
            account.setPassword(hash).setFailures(0).setDisabled(false);
            account.setResetHash(null).setResetUntil(null).setEpoch(account.getEpoch() + 1);
            account.setRoles(rights.roles()).setWards(rights.wards());
            account.setPatients(rights.patients());
          });
    }
  }

  /** Nobody gets in any more, open sessions included; or again. */
  public void disable(String id, boolean disabled, String by) throws AccountRefusal {
    refuseSelf(id, by);
    change(
        id,
        by,
        account -> {
          account.setDisabled(disabled);
          account.setFailures(0);
          if (disabled) {
            account.setEpoch(account.getEpoch() + 1);
          }
        });
  }

  /** Gives other rights; who is signed in needs a new token. */
  public void grant(String id, Rights rights, String by) throws AccountRefusal {
    refuseSelf(id, by);
    rights.check();
    change(
        id,
        by,
        account -> {
          account.setRoles(rights.roles());
          account.setWards(rights.wards());
          account.setPatients(rights.patients());
        });
  }

  /** Takes the password away, ends all sessions, and gives a code with which to set a new one. */
  public Issued reset(String id, String by) throws AccountRefusal {
    var code = RefreshToken.random(16);
    var until = now().plus(CODE_LIFETIME);
    change(
        id,
        by,
        account -> {
          account.setPassword(null);
          account.setResetHash(RefreshToken.hashOf(code));
          account.setResetUntil(until);
          account.setFailures(0);
          account.setEpoch(account.getEpoch() + 1);
        });
    return new Issued(id, code, until);
  }

  /** All accounts, by login name. */
  public List<Listed> list(AccountTables tables) {
    var listed = new ArrayList<Listed>();
    tables.accounts().forEach((id, account) -> listed.add(new Listed(id, account)));
    listed.sort((a, b) -> a.account().getLogin().compareTo(b.account().getLogin()));
    return listed;
  }

  /**
   * An account and its id.
   *
   * @param account as the log has it
   */
  public record Listed(String id, Account account) {

    /** One word for how it is. */
    public String state() {
      return AccountJson.state(account);
    }
  }

  /** Nobody changes what they may do themselves, and nobody locks the last operator out. */
  private static void refuseSelf(String id, String by) throws AccountRefusal {
    if (id.equals(by)) {
      throw AccountRefusal.of(Fault.FORBIDDEN, "not for yourself: ask another operator");
    }
  }

  private void change(String id, String by, Consumer<Account.Builder> change)
      throws AccountRefusal {
    log.<Boolean>change(tables -> {
      var known = tables.account(id);
      if (known == null) {
        throw AccountRefusal.of(Fault.UNKNOWN_ACCOUNT, "no account has this id");
      }
      var account = Account.newBuilder(known).setChangedAt(now()).setChangedBy(by);
      change.accept(account);
      return Outcome.of(true, Write.account(id, account.build()));
    });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
