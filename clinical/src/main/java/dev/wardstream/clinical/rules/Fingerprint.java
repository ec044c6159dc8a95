package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hash of a rule set's content: equal rules have equal hashes on every machine. */
final class Fingerprint {
  private static final int HEX_DIGITS = 16;

  private Fingerprint() {}

  static String of(
      List<ThresholdRule> thresholds,
      Map<Vital, Duration> silence,
      Timing timing,
      TierClock tiers) {
    var text = new StringBuilder();
    thresholds.forEach(rule -> append(text, rule));
    new TreeMap<>(silence)
        .forEach(
            (vital, s) -> text.append("silence ").append(vital).append(' ').append(s).append('\n'));
    text.append("timing ")
        .append(timing.lateness())
        .append(' ')
        .append(timing.future())
        .append(' ')
        .append(timing.freshness())
        .append(' ')
        .append(timing.lostEscalation())
        .append('\n');
    new TreeMap<>(tiers.after())
        .forEach((severity, after) ->
            text.append("tiers ").append(severity).append(' ').append(after).append('\n'));
    return HexFormat.of().formatHex(sha256(text.toString())).substring(0, HEX_DIGITS);
  }

  private static void append(StringBuilder text, ThresholdRule rule) {
    text.append(rule.family())
        .append(' ')
        .append(rule.vital())
        .append(' ')
        .append(rule.side())
        .append(' ')
        .append(rule.maxGap())
        .append(' ')
        .append(rule.step().toPlainString())
        .append('\n');
    for (Level level : rule.levels()) {
      text.append("  ").append(level.severity());
      append(text, level.raise());
      append(text, level.clear());
      text.append('\n');
    }
  }

  private static void append(StringBuilder text, Hold hold) {
    text.append(' ')
        .append(hold.limit().toPlainString())
        .append(' ')
        .append(hold.lasting())
        .append(' ')
        .append(hold.samples());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
