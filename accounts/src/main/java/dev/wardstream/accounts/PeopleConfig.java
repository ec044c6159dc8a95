package dev.wardstream.accounts;

import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Issuer;
import dev.wardstream.edge.access.KeySource;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Whose tokens a service accepts, and whether it issues them.
 *
 * @param rules of the built-in issuer
 * @param issuers all whose tokens are accepted
 * @param mint signs, on nodes with an account centre
 * @param accounts how long people stay signed in there
 */
public record PeopleConfig(
    TokenRules rules, List<Issuer> issuers, Optional<TokenMint> mint, AccountsConfig accounts) {

  public PeopleConfig {
    issuers = List.copyOf(issuers);
  }

  /** The settings of a service without an account centre. */
  public static PeopleConfig verifying(Settings settings, TokenRules rules) {
    return new PeopleConfig(
        rules,
        Issuer.from(settings, rules, Optional.empty()),
        Optional.empty(),
        AccountsConfig.DEFAULT);
  }

  /** The settings of a service that has an account centre when {@code ACCOUNTS_KEYS} is set. */
  public static PeopleConfig from(Settings settings, TokenRules rules) {
    var mint =
        settings
            .take("ACCOUNTS_KEYS", Path::of)
            .map(folder -> TokenMint.in(folder, rules, Clock.systemUTC()));
    var accounts = AccountsConfig.from(settings);
    return new PeopleConfig(
        rules, Issuer.from(settings, rules, mint.<KeySource>map(TokenMint::keys)), mint, accounts);
  }
}
