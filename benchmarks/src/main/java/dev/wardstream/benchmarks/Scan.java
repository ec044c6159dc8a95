package dev.wardstream.benchmarks;

import java.nio.charset.StandardCharsets;

/** Looks for a piece of ASCII text in bytes, without making strings of them. */
final class Scan {
  private final byte[] piece;

  private Scan(byte[] piece) {
    this.piece = piece;
  }

  static Scan of(String piece) {
    return new Scan(piece.getBytes(StandardCharsets.US_ASCII));
  }

  /** How often the piece occurs. */
  int count(byte[] text) {
    int count = 0;
    for (int at = next(text, 0); at >= 0; at = next(text, at + piece.length)) {
      count++;
    }
    return count;
  }

  private int next(byte[] text, int from) {
    int last = text.length - piece.length;
    for (int at = from; at <= last; at++) {
      if (text[at] == piece[0] && matches(text, at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean matches(byte[] text, int at) {
    for (int i = 1; i < piece.length; i++) {
      if (text[at + i] != piece[i]) {
        return false;
      }
    }
    return true;
  }
}
