package dev.wardstream.accounts;

import java.util.Locale;
import java.util.Set;

/**
 * Which passwords may be chosen, after NIST SP 800-63B §5.1.1.2: long ones, of any characters; not
 * the ones that everybody tries first. No rules about digits and capitals, and none expires.
 */
final class PasswordRules {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 128;

  /** What begins or makes up common long passwords. */
  private static final Set<String> COMMON =
      Set.of(
          "password",
          "passwort",
          "passw0rd",
          "qwertyuiop",
          "qwertzuiop",
          "asdfghjkl",
          "1q2w3e4r",
          "letmein",
          "welcome",
          "changeme",
          "iloveyou",
          "administrator",
          "wardstream",
          "hospital",
          "1234567890",
          "0123456789",
          "123123123",
          "abcdefghij",
          "sunshine",
          "princess");

  private PasswordRules() {}

  /** Refuses a password that may not be chosen. */
  static void check(String password, String login) throws AccountRefusal {
    var length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw refusal("%d characters: take %d to %d".formatted(length, SHORTEST, LONGEST));
    }
    var lower = password.toLowerCase(Locale.ROOT);
    if (lower.contains(login)) {
      throw refusal("contains the login name: take one that does not");
    }
    if (lower.chars().distinct().count() < 5) {
      throw refusal("repeats a few characters: take a few words that nobody else would");
    }
    for (var common : COMMON) {
      if (lower.replace(common, "").length() < 7) {
        throw refusal("one that everybody tries: take a few words that nobody else would");
      }
    }
  }

  private static AccountRefusal refusal(String message) {
    return AccountRefusal.at("password", message);
  }
}
