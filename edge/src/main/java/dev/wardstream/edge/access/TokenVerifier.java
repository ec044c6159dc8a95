package dev.wardstream.edge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a signed token into a {@link Principal} or refuses it, after RFC 8725: ES256, RS256 or
 * Ed25519, a key of its issuer by {@code kid}, issuer, audience, expiry, and nothing in the header
 * that could point to another key. Then asks whether the principal still stands.
 *
 * <p>Any number of threads. May wait for keys: never call it on an I/O thread.
 */
public final class TokenVerifier {
  private static final int MAX_LENGTH = 8 << 10;
  private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");
  private static final Set<JOSEObjectType> TYPES =
      Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  private final List<Issuer> issuers;
  private final Standing standing;
  private final InstantSource clock;
  private final Tickets tickets;

  /** A verifier of one issuer's tokens, which are never taken back. */
  public TokenVerifier(KeySource keys, TokenRules rules, InstantSource clock) {
    this(List.of(Issuer.of(rules, keys)), Standing.ALWAYS, clock);
  }

  /** A verifier of the tokens of several issuers, which differ in their names. */
  public TokenVerifier(List<Issuer> issuers, Standing standing, InstantSource clock) {
    this.issuers = List.copyOf(issuers);
    this.standing = standing;
    this.clock = clock;
    tickets = new Tickets(clock);
  }

  /** Whether principals verified here are still good. */
  public Standing standing() {
    return standing;
  }

  /** Tickets in place of tokens, good on this node. */
  public Tickets tickets() {
    return tickets;
  }

  /**
   * The principal of a ticket, once.
   *
   * @param origin of the page that sends it; empty when it is not a page
   */
  public Principal redeem(String ticket, String origin) throws InvalidToken {
    var principal = tickets.redeem(ticket, origin);
    require(clock.instant().isBefore(principal.expires()), "exp");
    require(standing.lapse(principal).isEmpty(), "standing");
    return principal;
  }

  /** The principal of a valid token. */
  public Principal verify(String token) throws InvalidToken {
    require(token.length() <= MAX_LENGTH, "size");
    try {
      var signed = SignedJWT.parse(token);
      var header = signed.getHeader();
      require(HEADERS.containsAll(header.toJSONObject().keySet()), "header");
      require(header.getType() == null || TYPES.contains(header.getType()), "typ");
      var claims = signed.getJWTClaimsSet();
      var issuer = issuer(claims.getIssuer());
      require(signed.verify(verifier(issuer.keys(), header)), "signature");
      var principal = new Claims(issuer, claims).principal(clock.instant());
      require(standing.lapse(principal).isEmpty(), "standing");
      return principal;
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw new InvalidToken("form");
    }
  }

  /** Only says whose keys to try: the claim is not to be believed before the signature is right. */
  private Issuer issuer(@Nullable String name) throws InvalidToken {
    for (var issuer : issuers) {
      if (issuer.rules().issuer().equals(name)) {
        return issuer;
      }
    }
    throw new InvalidToken("iss");
  }

  private static JWSVerifier verifier(KeySource keys, JWSHeader header)
      throws InvalidToken, JOSEException {
    var keyId = header.getKeyID();
    require(keyId != null && Claims.IDENTIFIER.matcher(keyId).matches(), "kid");
    JWK key = keys.find(keyId).orElseThrow(() -> new InvalidToken("kid"));
    var algorithm = header.getAlgorithm();
    if (key instanceof ECKey ec && algorithm.equals(JWSAlgorithm.ES256)) {
      return new ECDSAVerifier(ec);
    }
    if (key instanceof RSAKey rsa && algorithm.equals(JWSAlgorithm.RS256)) {
      return new RSASSAVerifier(rsa);
    }
    if (key instanceof OctetKeyPair pair && isEd25519(pair, algorithm)) {
      return new Ed25519Verifier(pair);
    }
    throw new InvalidToken("alg");
  }

  private static boolean isEd25519(OctetKeyPair pair, JWSAlgorithm algorithm) {
    return Curve.Ed25519.equals(pair.getCurve())
        && (algorithm.equals(JWSAlgorithm.EdDSA) || algorithm.equals(JWSAlgorithm.Ed25519));
  }

  private static void require(boolean holds, String rule) throws InvalidToken {
    if (!holds) {
      throw new InvalidToken(rule);
    }
  }
}
