package dev.wardstream.edge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Issues tokens where there is no other issuer: the platform in one process, and tests. The key is
 * made at first start and kept in a file that only its owner may read.
 *
 * <p>Any number of threads.
 */
public final class TokenMint {
  private static final String FILE = "token-key.json";

  private final ECKey key;
  private final TokenRules rules;
  private final InstantSource clock;

  private TokenMint(ECKey key, TokenRules rules, InstantSource clock) {
    this.key = key;
    this.rules = rules;
    this.clock = clock;
  }

  /** A mint whose key is kept in {@code folder}. */
  public static TokenMint in(Path folder, TokenRules rules, InstantSource clock) {
    var file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        write(file, newKey().toJSONString());
      }
      return new TokenMint(ECKey.parse(Files.readString(file)), rules, clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the token key cannot be kept in " + file, e);
    } catch (ParseException e) {
      throw new IllegalStateException("no token key in " + file, e);
    }
  }

  /** A mint with a key of its own that is nowhere kept. */
  public static TokenMint temporary(TokenRules rules, InstantSource clock) {
    return new TokenMint(newKey(), rules, clock);
  }

  private static void write(Path file, String json) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, owner)) {
      channel.write(java.nio.charset.StandardCharsets.UTF_8.encode(json));
    } catch (FileAlreadyExistsException e) {
      return; // somebody else was first: theirs is used
    }
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no key for ES256 can be made", e);
    }
  }

  /** What its tokens say. */
  public TokenRules rules() {
    return rules;
  }

  /** The public keys, to verify with. */
  public FixedKeys keys() {
    return new FixedKeys(new JWKSet(key));
  }

  /** A verifier of the tokens issued here, which are never taken back. */
  public TokenVerifier verifier() {
    return verifier(Standing.ALWAYS);
  }

  /** A verifier of the tokens issued here. */
  public TokenVerifier verifier(Standing standing) {
    return new TokenVerifier(keys(), rules, standing, clock);
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
