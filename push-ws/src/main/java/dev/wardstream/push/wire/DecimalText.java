package dev.wardstream.push.wire;

/** Tells decimal texts that are JSON numbers as they stand. */
final class DecimalText {
  private DecimalText() {}

  /** Whether the text is a JSON number without an exponent. */
  static boolean isPlain(String text) {
    var i = text.startsWith("-") ? 1 : 0;
    var start = i;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    if (i == start || (i - start > 1 && text.charAt(start) == '0')) {
      return false;
    }
    if (i == text.length()) {
      return true;
    }
    if (text.charAt(i) != '.' || i + 1 == text.length()) {
      return false;
    }
    for (i++; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
