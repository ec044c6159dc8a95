package dev.wardstream.edge.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The claims of a token whose signature is right, held against the rules of its issuer. */
final class Claims {
  static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private final Issuer issuer;
  private final JWTClaimsSet claims;

  Claims(Issuer issuer, JWTClaimsSet claims) {
    this.issuer = issuer;
    this.claims = claims;
  }

  /** The principal, at this point of time. */
  Principal principal(Instant now) throws InvalidToken, ParseException {
    require(issuer.rules().issuer().equals(claims.getIssuer()), "iss");
    require(claims.getAudience().contains(issuer.rules().audience()), "aud");
    requireAccessToken();
    requireClient();
    var expires = times(now);
    var subject = claims.getSubject();
    require(subject != null && IDENTIFIER.matcher(subject).matches(), "sub");
    var names = issuer.claims();
    return new Principal(
        subject,
        roles(names.roles()),
        texts(names.wards()),
        texts(names.patients()),
        texts(names.devices()),
        expires,
        proof());
  }

  /**
   * An ID token says who has signed in to an application; it grants nothing. It may carry the same
   * {@code typ} in its header, so it is told by what only ID tokens hold (OpenID Connect Core 1.0
   * §2 and §3.1.3.6), and by the {@code typ} that Keycloak writes among the claims.
   */
  private void requireAccessToken() throws InvalidToken {
    var type = claims.getClaim("typ");
    require(type == null || type.equals("Bearer"), "typ");
    for (var name : List.of("at_hash", "c_hash", "nonce")) {
      require(claims.getClaim(name) == null, "typ");
    }
  }

  private void requireClient() throws InvalidToken {
    var accepted = issuer.claims().clients();
    if (!accepted.isEmpty()) {
      var client = claims.getClaim("azp");
      require(
          accepted.contains(String.valueOf(client != null ? client : claims.getClaim("client_id"))),
          "azp");
    }
  }

  private Instant times(Instant now) throws InvalidToken {
    var rules = issuer.rules();
    var expires = required(claims.getExpirationTime(), "exp");
    var issued = required(claims.getIssueTime(), "iat");
    var notBefore = claims.getNotBeforeTime();
    require(now.isBefore(expires.plus(rules.skew())), "exp");
    require(!issued.isAfter(now.plus(rules.skew())), "iat");
    require(notBefore == null || !notBefore.toInstant().isAfter(now.plus(rules.skew())), "nbf");
    require(Duration.between(issued, expires).compareTo(rules.maxLifetime()) <= 0, "lifetime");
    return expires.plus(rules.skew());
  }

  private static Instant required(@Nullable Date date, String rule) throws InvalidToken {
    if (date == null) {
      throw new InvalidToken(rule);
    }
    return date.toInstant();
  }

  private Proof proof() throws ParseException {
    @Nullable String session = claims.getStringClaim("sid");
    @Nullable Long epoch = claims.getLongClaim("epoch");
    return new Proof(
        claims.getIssuer(),
        claims.getIssueTime().toInstant(),
        session == null ? "" : session,
        epoch == null ? 0 : epoch);
  }

  private Set<Role> roles(String path) throws ParseException {
    var roles = EnumSet.noneOf(Role.class);
    for (var name : texts(path)) {
      for (var role : Role.values()) {
        if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
          roles.add(role);
        }
      }
    }
    return roles;
  }

  private Set<String> texts(String path) throws ParseException {
    var texts = new HashSet<String>();
    var value = at(path);
    if (value == null) {
      return texts;
    }
    if (!(value instanceof List<?> list)) {
      throw new ParseException(path + " is not a list", 0);
    }
    for (var each : list) {
      if (!(each instanceof String text)) {
        throw new ParseException(path + " holds something else than text", 0);
      }
      texts.add(text);
    }
    return texts;
  }

  private @Nullable Object at(String path) {
    @Nullable Object value = claims.getClaims();
    for (var name : path.split("\\.")) {
      value = value instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return value;
  }

  private static void require(boolean holds, String rule) throws InvalidToken {
    if (!holds) {
      throw new InvalidToken(rule);
    }
  }
}
