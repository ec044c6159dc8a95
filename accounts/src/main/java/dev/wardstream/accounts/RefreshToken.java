package dev.wardstream.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A refresh token: the handle of its session, which stays, and a secret, which is new each time.
 * Only who had a token of the session knows the handle; so a right handle with a wrong secret is an
 * old token, or a stolen one. Neither is kept anywhere, only their hashes.
 *
 * @param handle 128 random bits
 * @param secret 256 random bits
 */
record RefreshToken(String handle, String secret) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM =
      Pattern.compile("wr1\\.([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");
  private static final int SESSION_LENGTH = 22;

  /** The first token of a new session. */
  static RefreshToken first() {
    return new RefreshToken(random(16), random(32));
  }

  /** The next token of the same session. */
  RefreshToken next() {
    return new RefreshToken(handle, random(32));
  }

  /** Reads what a client sent. */
  static RefreshToken parse(String text) throws AccountRefusal {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw AccountRefusal.of(Fault.UNAUTHENTICATED, "not a refresh token: sign in again");
    }
    return new RefreshToken(parts.group(1), parts.group(2));
  }

  /** The id of the session, which may be known. */
  String session() {
    return hashOf(handle).substring(0, SESSION_LENGTH);
  }

  /** What is kept of the secret. */
  String hash() {
    return hashOf(secret);
  }

  /** Whether this is the token whose hash is kept. */
  boolean is(String kept) {
    return MessageDigest.isEqual(
        kept.getBytes(StandardCharsets.US_ASCII), hash().getBytes(StandardCharsets.US_ASCII));
  }

  /** What the client gets. */
  String text() {
    return "wr1." + handle + "." + secret;
  }

  /** Hides both. */
  @Override
  public String toString() {
    return "RefreshToken[***]";
  }

  /** Random bytes as URL-safe text. */
  static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** SHA-256 is enough for what nobody can guess. */
  static String hashOf(String secret) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JDK without SHA-256", e);
    }
  }
}
