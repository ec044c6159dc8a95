package dev.wardstream.edge.http;

/**
 * Which paths are taken: those that mean the same to every proxy and to us. Letters, digits and
 * {@code - _ . ~ : @ ! $ ' ( ) * + , = &} in segments that are neither empty nor dots; escapes of
 * these characters but the dot; no parameters ({@code ;}), no encoded slash, NUL or anything else.
 */
final class RequestPath {
  private static final String MARKS = "-_~:@!$'()*+,=&";

  private RequestPath() {}

  /** Whether the raw path of a request line is taken. */
  static boolean isPlain(String raw) {
    if (raw.isEmpty() || raw.charAt(0) != '/') {
      return false;
    }
    var start = 1;
    for (var at = 1; at <= raw.length(); at++) {
      if (at == raw.length() || raw.charAt(at) == '/') {
        var last = at == raw.length();
        if (!isSegment(raw, start, at) && !(last && start == at)) {
          return false; // only the last may be empty: a path may end with a slash
        }
        start = at + 1;
      }
    }
    return true;
  }

  private static boolean isSegment(String raw, int start, int end) {
    var onlyDots = true;
    for (var at = start; at < end; at++) {
      var c = raw.charAt(at);
      if (c == '%') {
        if (!isEscape(raw, at, end)) {
          return false;
        }
        at += 2;
        onlyDots = false;
      } else if (c != '.') {
        if (!isPlain(c)) {
          return false;
        }
        onlyDots = false;
      }
    }
    return !onlyDots; // neither empty nor . nor ..
  }

  private static boolean isEscape(String raw, int at, int end) {
    if (at + 2 >= end) {
      return false;
    }
    var high = Character.digit(raw.charAt(at + 1), 16);
    var low = Character.digit(raw.charAt(at + 2), 16);
    return high >= 0 && low >= 0 && isPlain((char) (high * 16 + low));
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }
}
