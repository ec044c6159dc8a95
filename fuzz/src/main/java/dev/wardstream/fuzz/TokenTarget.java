package dev.wardstream.fuzz;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.wardstream.edge.access.FixedKeys;
import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.access.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A token as text; after a zero byte, claims that the issuer has properly signed: whoever may issue
 * tokens must not be able to bring the edge down either.
 */
public final class TokenTarget {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Base64URL HEADER = Base64URL.encode("{\"alg\":\"ES256\",\"kid\":\"k1\"}");
  private static final ECKey KEY = key();
  private static final TokenVerifier VERIFIER =
      new TokenVerifier(
          new FixedKeys(new JWKSet(KEY)),
          new TokenRules("issuer", "audience", Duration.ofMinutes(15), Duration.ofSeconds(10)),
          InstantSource.fixed(NOW));

  private TokenTarget() {}

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no key for ES256 can be made", e);
    }
  }

  /** Tries one token. */
  public static void fuzzerTestOneInput(byte[] input) {
    var token =
        input.length > 0 && input[0] == 0
            ? signed(new String(input, 1, input.length - 1, StandardCharsets.UTF_8))
            : new String(input, StandardCharsets.ISO_8859_1);
    try {
      var principal = VERIFIER.verify(token);
      if (principal.expires().isBefore(NOW) || principal.subject().isEmpty()) {
        throw new AssertionError("accepted: " + principal);
      }
    } catch (InvalidToken e) {
      if (e.getMessage() == null) {
        throw new AssertionError("refused without a rule", e);
      }
    }
  }

  private static String signed(String claims) {
    var text = HEADER + "." + Base64URL.encode(claims);
    try {
      var header = com.nimbusds.jose.JWSHeader.parse(HEADER);
      var signature = new ECDSASigner(KEY).sign(header, text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + signature;
    } catch (JOSEException | java.text.ParseException e) {
      throw new IllegalStateException("cannot be signed", e);
    }
  }
}
