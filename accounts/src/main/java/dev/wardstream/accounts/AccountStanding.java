package dev.wardstream.accounts;

import dev.wardstream.edge.access.Lapse;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.schemas.avro.Account;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether people who signed in here still may. Says nothing about subjects that have no account,
 * nor about tokens of other issuers.
 *
 * <p>A session that is not in the tables is good: its record may be on its way from the node that
 * wrote it, and it is not deleted before the last token of it has expired. Before the tables have
 * been read nobody is let in on a session.
 */
public final class AccountStanding implements Standing {
  private final AccountTables tables;
  private final String issuer;

  /**
   * @param issuer the built-in issuer's name
   */
  public AccountStanding(AccountTables tables, String issuer) {
    this.tables = tables;
    this.issuer = issuer;
  }

  @Override
  public Optional<Lapse> lapse(Principal principal) {
    var proof = principal.proof();
    if (!proof.issuer().equals(issuer)) {
      return Optional.empty();
    }
    var account = tables.account(principal.subject());
    if (account != null && account.getDisabled()) {
      return Optional.of(Lapse.DISABLED);
    }
    if (proof.session().isEmpty()) {
      return Optional.empty();
    }
    if (tables.whyNotReady().isPresent()) {
      return Optional.of(Lapse.SIGNED_OUT);
    }
    var session = tables.session(proof.session());
    if ((session != null && session.getRevoked() != null)
        || (account != null && proof.epoch() < account.getEpoch())) {
      return Optional.of(Lapse.SIGNED_OUT);
    }
    return account == null || grants(account, principal)
        ? Optional.empty()
        : Optional.of(Lapse.RIGHTS_CHANGED);
  }

  private static boolean grants(Account account, Principal principal) {
    return principal.roles().equals(roles(account.getRoles()))
        && principal.wards().equals(new HashSet<>(account.getWards()))
        && principal.patients().equals(new HashSet<>(account.getPatients()));
  }

  /** Roles by the names in the log. */
  static Set<Role> roles(List<String> names) {
    var roles = EnumSet.noneOf(Role.class);
    for (var role : Role.values()) {
      if (names.contains(role.name().toLowerCase(Locale.ROOT))) {
        roles.add(role);
      }
    }
    return roles;
  }

  @Override
  public void listen(Consumer<String> changed) {
    tables.listen(changed);
  }
}
