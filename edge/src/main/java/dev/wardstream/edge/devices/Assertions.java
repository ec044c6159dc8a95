package dev.wardstream.edge.devices;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.schemas.avro.DeviceState;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a device signs to get a token: a client assertion after RFC 7523 (private_key_jwt), with
 * ES256, for one minute at most, used once. Any thread.
 */
final class Assertions {
  private static final int MAX_LENGTH = 4 << 10;
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");
  private static final int REMEMBERED = 100_000;

  private final Devices devices;
  private final String audience;
  private final Duration skew;
  private final InstantSource clock;
  private final SingleUse used = new SingleUse(REMEMBERED);

  /**
   * Assertions for a token issuer.
   *
   * @param audience the issuer's name, which must be the {@code aud}
   * @param skew tolerated difference between the device's clock and ours
   */
  Assertions(Devices devices, String audience, Duration skew, InstantSource clock) {
    this.devices = devices;
    this.audience = audience;
    this.skew = skew;
    this.clock = clock;
  }

  /** The device that has signed. */
  String verify(String assertion) throws InvalidToken {
    require(assertion.length() <= MAX_LENGTH, "size");
    try {
      var signed = SignedJWT.parse(assertion);
      var header = signed.getHeader();
      require(HEADERS.containsAll(header.toJSONObject().keySet()), "header");
      require(header.getAlgorithm().equals(JWSAlgorithm.ES256), "alg");
      require(header.getType() == null || header.getType().equals(JOSEObjectType.JWT), "typ");
      var claims = signed.getJWTClaimsSet();
      var device = claims.getSubject();
      require(device != null && IDENTIFIER.matcher(device).matches(), "sub");
      require(signed.verify(new ECDSAVerifier(key(device))), "signature");
      check(claims, device);
      return device;
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw new InvalidToken("form");
    }
  }

  private ECKey key(String device) throws InvalidToken, ParseException {
    var row = devices.find(device);
    var key = row == null || row.getState() != DeviceState.ACTIVE ? null : row.getKey();
    if (key == null) {
      throw new InvalidToken("sub");
    }
    return ECKey.parse(key);
  }

  private void check(JWTClaimsSet claims, String device) throws InvalidToken {
    var now = clock.instant();
    require(device.equals(claims.getIssuer()), "iss");
    require(claims.getAudience().contains(audience), "aud");
    var expires = expiry(claims);
    require(now.isBefore(expires.plus(skew)), "exp");
    require(!expires.isAfter(now.plus(LONGEST).plus(skew)), "lifetime");
    var notBefore = claims.getNotBeforeTime();
    require(notBefore == null || !notBefore.toInstant().isAfter(now.plus(skew)), "nbf");
    @Nullable String id = claims.getJWTID();
    require(id != null && IDENTIFIER.matcher(id).matches(), "jti");
    require(used.use(device + " " + id, expires.plus(skew), now), "jti");
  }

  private static Instant expiry(JWTClaimsSet claims) throws InvalidToken {
    var expires = claims.getExpirationTime();
    if (expires == null) {
      throw new InvalidToken("exp");
    }
    return expires.toInstant();
  }

  private static void require(boolean holds, String rule) throws InvalidToken {
    if (!holds) {
      throw new InvalidToken(rule);
    }
  }
}
