package dev.wardstream.edge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Issues tokens where there is no other issuer: the account centre, the platform in one process,
 * and tests. The keys are made at first start and kept in a file that only its owner may read.
 *
 * <p>Any number of threads.
 */
public final class TokenMint {
  private final MintKeys keys;
  private final TokenRules rules;
  private final InstantSource clock;

  private TokenMint(MintKeys keys, TokenRules rules, InstantSource clock) {
    this.keys = keys;
    this.rules = rules;
    this.clock = clock;
  }

  /** A mint whose keys are kept in {@code folder}. */
  public static TokenMint in(Path folder, TokenRules rules, InstantSource clock) {
    return new TokenMint(MintKeys.in(folder), rules, clock);
  }

  /** A mint with a key of its own that is nowhere kept. */
  public static TokenMint temporary(TokenRules rules, InstantSource clock) {
    return new TokenMint(MintKeys.temporary(), rules, clock);
  }

  /** The public keys, to verify with and to publish. */
  public MintKeys keys() {
    return keys;
  }

  /** What tokens from here say of themselves. */
  public TokenRules rules() {
    return rules;
  }

  /** Signs with a new key from now on. Tokens of the key before are good until they expire. */
  public void rotate() {
    keys.rotate();
  }

  /** This mint as an issuer to be trusted. */
  public Issuer issuer() {
    return Issuer.of(rules, keys);
  }

  /** A verifier of the tokens issued here, which are never taken back. */
  public TokenVerifier verifier() {
    return verifier(Standing.ALWAYS);
  }

  /** A verifier of the tokens issued here. */
  public TokenVerifier verifier(Standing standing) {
    return new TokenVerifier(List.of(issuer()), standing, clock);
  }

  /**
   * A token for a principal. Its {@code expires} is not used; of its proof, the session and epoch.
   *
   * @param lifetime from now
   */
  public String issue(Principal principal, Duration lifetime) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(rules.issuer())
            .audience(rules.audience())
            .subject(principal.subject())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .claim("roles", names(principal.roles()))
            .claim("wards", List.copyOf(principal.wards()))
            .claim("patients", List.copyOf(principal.patients()))
            .claim("devices", List.copyOf(principal.devices()));
    var proof = principal.proof();
    if (!proof.session().isEmpty()) {
      claims.claim("sid", proof.session()).claim("epoch", proof.epoch());
    }
    return sign(claims.build());
  }

  private String sign(JWTClaimsSet claims) {
    var key = keys.signing();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(key.getKeyID())
            .type(JOSEObjectType.JWT)
            .build();
    try {
      var signed = new SignedJWT(header, claims);
      signed.sign(new ECDSASigner(key));
      return signed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("the token cannot be signed", e);
    }
  }

  private static List<String> names(Set<Role> roles) {
    return roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
  }
}
