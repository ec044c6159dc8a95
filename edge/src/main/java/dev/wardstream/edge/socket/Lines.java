package dev.wardstream.edge.socket;

/** Where the lines of a message end, and which of them say nothing. */
final class Lines {
  private static final byte LINE_FEED = '\n';

  private Lines() {}

  /** Where the line that begins at start ends. */
  static int end(byte[] utf8, int start, int length) {
    var end = start;
    while (end < length && utf8[end] != LINE_FEED) {
      end++;
    }
    return end;
  }

  static boolean isBlank(byte[] utf8, int start, int end) {
    for (var i = start; i < end; i++) {
      if (utf8[i] > ' ' || utf8[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
