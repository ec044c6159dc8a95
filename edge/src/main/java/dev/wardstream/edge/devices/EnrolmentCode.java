package dev.wardstream.edge.devices;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A one-time code that a person carries to a device: 60 random bits in the alphabet of Crockford's
 * base 32, which has no letters that look like digits. Only its hash is kept.
 *
 * @param text as in {@code 7K3Q-0FVZ-M2XD}
 */
public record EnrolmentCode(String text) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int GROUPS = 3;
  private static final int GROUP = 4;

  /** A new code. */
  static EnrolmentCode make() {
    var text = new StringBuilder();
    for (var i = 0; i < GROUPS * GROUP; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new EnrolmentCode(text.toString());
  }

  /** SHA-256 in lower-case hex; the same however the code is typed. */
  String hash() {
    var plain =
        text.toUpperCase(Locale.ROOT)
            .replace("-", "")
            .replace(" ", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(plain.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether it is the code of a hash; takes as long for a wrong one. */
  boolean matches(String hash) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), hash().getBytes(StandardCharsets.US_ASCII));
  }

  /** Not the code: it must not get into a log. */
  @Override
  public String toString() {
    return "EnrolmentCode[***]";
  }
}
