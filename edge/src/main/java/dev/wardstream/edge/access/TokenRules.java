package dev.wardstream.edge.access;

import dev.wardstream.edge.Settings;
import java.time.Duration;

/**
 * What a token must say to be accepted.
 *
 * @param issuer required {@code iss}
 * @param audience must be among {@code aud}
 * @param maxLifetime longest accepted time from {@code iat} to {@code exp}
 * @param skew tolerated difference between the issuer's clock and ours, at most 30 s
 */
public record TokenRules(String issuer, String audience, Duration maxLifetime, Duration skew) {

  public TokenRules {
    if (skew.isNegative() || skew.toSeconds() > 30) {
      throw new IllegalArgumentException("skew is %s, not between 0 and 30 s".formatted(skew));
    }
  }

  /** Reads the rules of a service; every one has a default. */
  public static TokenRules from(Settings settings) {
    return new TokenRules(
        settings.text("TOKEN_ISSUER").orElse("wardstream"),
        settings.text("TOKEN_AUDIENCE").orElse("wardstream"),
        settings.take("TOKEN_MAX_LIFETIME", Duration::parse).orElse(Duration.ofMinutes(15)),
        settings.take("TOKEN_SKEW", Duration::parse).orElse(Duration.ofSeconds(10)));
  }
}
