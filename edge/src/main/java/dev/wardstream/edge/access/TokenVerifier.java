package dev.wardstream.edge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a signed token into a {@link Principal} or refuses it, after RFC 8725: ES256 or RS256, a
 * key of our own source by {@code kid}, issuer, audience, expiry, and nothing in the header that
 * could point to another key.
 *
 * <p>Any number of threads. May wait for keys: never call it on an I/O thread.
 */
public final class TokenVerifier {
  private static final int MAX_LENGTH = 8 << 10;
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");
  private static final Set<JOSEObjectType> TYPES =
      Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  private final KeySource keys;
  private final TokenRules rules;
  private final Standing standing;
  private final InstantSource clock;

  /** A verifier of tokens that are never taken back. */
  public TokenVerifier(KeySource keys, TokenRules rules, InstantSource clock) {
    this(keys, rules, Standing.ALWAYS, clock);
  }

  public TokenVerifier(KeySource keys, TokenRules rules, Standing standing, InstantSource clock) {
    this.keys = keys;
    this.rules = rules;
    this.standing = standing;
    this.clock = clock;
  }

  /** Whether principals verified here are still good. */
  public Standing standing() {
    return standing;
  }

  /** The principal of a valid token. */
  public Principal verify(String token) throws InvalidToken {
    require(token.length() <= MAX_LENGTH, "size");
    try {
      var signed = SignedJWT.parse(token);
      var header = signed.getHeader();
      require(HEADERS.containsAll(header.toJSONObject().keySet()), "header");
      require(header.getType() == null || TYPES.contains(header.getType()), "typ");
      require(signed.verify(verifier(header)), "signature");
      var principal = principal(signed.getJWTClaimsSet());
      require(standing.lapse(principal).isEmpty(), "standing");
      return principal;
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw new InvalidToken("form");
    }
  }

  private JWSVerifier verifier(JWSHeader header) throws InvalidToken, JOSEException {
    var keyId = header.getKeyID();
    require(keyId != null && IDENTIFIER.matcher(keyId).matches(), "kid");
    JWK key = keys.find(keyId).orElseThrow(() -> new InvalidToken("kid"));
    if (key instanceof ECKey ec && header.getAlgorithm().equals(JWSAlgorithm.ES256)) {
      return new ECDSAVerifier(ec);
    }
    if (key instanceof RSAKey rsa && header.getAlgorithm().equals(JWSAlgorithm.RS256)) {
      return new RSASSAVerifier(rsa);
    }
    throw new InvalidToken("alg");
  }

  private Principal principal(JWTClaimsSet claims) throws InvalidToken, ParseException {
    require(rules.issuer().equals(claims.getIssuer()), "iss");
    require(claims.getAudience().contains(rules.audience()), "aud");
    var expires = times(claims);
    var subject = claims.getSubject();
    require(subject != null && IDENTIFIER.matcher(subject).matches(), "sub");
    return new Principal(
        subject,
        roles(claims),
        texts(claims, "wards"),
        texts(claims, "patients"),
        texts(claims, "devices"),
        expires,
        proof(claims));
  }

  private static Proof proof(JWTClaimsSet claims) throws ParseException {
    @Nullable String session = claims.getStringClaim("sid");
    @Nullable Long epoch = claims.getLongClaim("epoch");
    return new Proof(
        claims.getIssuer(),
        claims.getIssueTime().toInstant(),
        session == null ? "" : session,
        epoch == null ? 0 : epoch);
  }

  private Instant times(JWTClaimsSet claims) throws InvalidToken {
    var now = clock.instant();
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

  private static Set<Role> roles(JWTClaimsSet claims) throws ParseException {
    var roles = EnumSet.noneOf(Role.class);
    for (var name : texts(claims, "roles")) {
      for (var role : Role.values()) {
        if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
          roles.add(role);
        }
      }
    }
    return roles;
  }

  private static Set<String> texts(JWTClaimsSet claims, String name) throws ParseException {
    @Nullable List<String> texts = claims.getStringListClaim(name);
    return texts == null ? Set.of() : new HashSet<>(texts);
  }

  private static void require(boolean holds, String rule) throws InvalidToken {
    if (!holds) {
      throw new InvalidToken(rule);
    }
  }
}
