package dev.wardstream.edge.access;

import dev.wardstream.edge.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody whose tokens are accepted. A key of one issuer is never used for a token of another.
 *
 * @param rules what its tokens must say
 * @param keys its public keys
 * @param claims where its tokens say what they grant
 */
public record Issuer(TokenRules rules, KeySource keys, ClaimNames claims) {
  private static final Duration OIDC_LIFETIME = Duration.ofMinutes(15);

  /** An issuer whose tokens name what they grant as the platform's own do. */
  public static Issuer of(TokenRules rules, KeySource keys) {
    return new Issuer(rules, keys, ClaimNames.OWN);
  }

  /**
   * The issuers of a service: one by {@code TOKEN_…}, one found by OpenID Connect discovery from
   * {@code OIDC_ISSUER}, or both.
   *
   * @param rules of the first
   * @param own keys of the first when this process issues its tokens
   * @throws IllegalArgumentException when there is none, or they cannot be told apart
   */
  public static List<Issuer> from(Settings settings, TokenRules rules, Optional<KeySource> own) {
    var issuers = new ArrayList<Issuer>();
    var file = settings.take("TOKEN_KEYS_FILE", Path::of).map(FixedKeys::of);
    var url = settings.take("TOKEN_KEYS_URL", URI::create).map(RemoteKeys::at);
    var found = new ArrayList<KeySource>();
    own.ifPresent(found::add);
    file.ifPresent(found::add);
    url.ifPresent(found::add);
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "set one of ACCOUNTS_KEYS, TOKEN_KEYS_FILE and TOKEN_KEYS_URL");
    }
    found.forEach(keys -> issuers.add(of(rules, keys)));
    openId(settings, rules).ifPresent(issuers::add);
    if (issuers.isEmpty()) {
      throw new IllegalArgumentException(
          "nobody's tokens are accepted: set TOKEN_KEYS_FILE, TOKEN_KEYS_URL or OIDC_ISSUER");
    }
    if (issuers.size() > 1 && issuers.get(1).rules().issuer().equals(rules.issuer())) {
      throw new IllegalArgumentException("TOKEN_ISSUER and OIDC_ISSUER are the same");
    }
    return List.copyOf(issuers);
  }

  private static Optional<Issuer> openId(Settings settings, TokenRules first) {
    var issuer = settings.text("OIDC_ISSUER");
    var audience = settings.text("OIDC_AUDIENCE").orElse(first.audience());
    var lifetime = settings.take("OIDC_MAX_LIFETIME", Duration::parse).orElse(OIDC_LIFETIME);
    var claims = ClaimNames.from(settings);
    return issuer.map(iss ->
        new Issuer(
            new TokenRules(iss, audience, lifetime, first.skew()),
            RemoteKeys.discovered(URI.create(iss)),
            claims));
  }
}
