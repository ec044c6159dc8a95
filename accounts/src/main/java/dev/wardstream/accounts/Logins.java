package dev.wardstream.accounts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Login names: what people type, made the same however they type it. */
final class Logins {
  private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@-]{2,63}");

  private Logins() {}

  /** The name as it is kept. Not necessarily one that may be chosen. */
  static String normal(String typed) {
    return Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** The name as it is kept, if it may be chosen. */
  static String chosen(String typed) throws AccountRefusal {
    var login = normal(typed);
    if (!LOGIN.matcher(login).matches()) {
      throw AccountRefusal.at(
          "login",
          "take 3 to 64 of a–z, 0–9, dot, underscore, at and hyphen, a letter or digit first");
    }
    return login;
  }
}
