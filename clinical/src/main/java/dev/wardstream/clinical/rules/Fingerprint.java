package dev.wardstream.clinical.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash of a rule set's content: equal rules have equal hashes on every machine. It is taken of
 * the records' own text, in which every collection has a fixed order.
 */
final class Fingerprint {
  private static final int HEX_DIGITS = 16;

  private Fingerprint() {}

  static String of(RuleSet content) {
    String text =
        String.join(
            "\n",
            content.rules().toString(),
            content.silence().toString(),
            content.observation().toString(),
            content.timing().toString(),
            content.tiers().toString(),
            content.inactivation().toString(),
            content.adjustments().toString());
    return HexFormat.of().formatHex(sha256(text)).substring(0, HEX_DIGITS);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
