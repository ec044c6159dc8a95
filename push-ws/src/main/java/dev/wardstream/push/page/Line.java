package dev.wardstream.push.page;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line of a conversation, {@code {"sub":1,NAME:…}} or {@code {"beat":…}}. It is our own, so it is
 * not parsed: what is looked for lies at its ends, and cannot be part of a string, where quotes are
 * escaped.
 */
final class Line {
  static final String SNAPSHOT = "snapshot";
  static final String LIVE = "live";
  static final String DATA = "data";
  static final String GAP = "gap";
  static final String BEAT = "beat";

  private static final byte[] SUB = ascii("{\"sub\":");
  private static final byte[] CURSOR = ascii("\"cursor\":\"");
  private static final byte[] TO = ascii("\"to\":\"");
  private static final byte[] FIRST = ascii("\":\"");
  private static final byte[] MORE = ascii("],\"more\":");
  private static final byte[] MORE_TRUE = ascii("],\"more\":true");
  private static final byte[] REVOKED = ascii("\"why\":\"revoked\"");
  private static final byte[] OPEN = ascii("[");
  private static final byte[] CLOSE = ascii("]");
  private static final byte[] OBJECT = ascii(":{");

  private final byte[] bytes;
  private final int start;
  private final int end;

  /**
   * A line.
   *
   * @param bytes the buffer it lies in
   * @param start of its first byte
   * @param end behind its last byte
   */
  Line(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** A part of the buffer. */
  record Part(int from, int length) {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What it tells: {@code snapshot}, {@code live}, {@code data}, {@code gap}, {@code beat}. */
  String name() {
    var from = is(start, SUB) ? next((byte) ',', start + SUB.length) + 2 : start + 2;
    return text(new Part(from, next((byte) '"', from) - from));
  }

  /** The cursor that is reached with it; null when it has none. */
  @Nullable Part cursor(String name) {
    var mark =
        switch (name) {
          case DATA, LIVE -> after(last(CURSOR), CURSOR);
          case GAP -> after(first(TO), TO);
          case BEAT -> after(first(FIRST), FIRST);
          default -> -1;
        };
    var isCursor = mark > 0 && bytes[mark] == 'c';
    return isCursor ? new Part(mark, next((byte) '"', mark) - mark) : null;
  }

  private static int after(int found, byte[] mark) {
    return found < 0 ? -1 : found + mark.length;
  }

  /** The items of data or a snapshot, without the brackets. */
  Part items() {
    var from = first(OPEN) + 1;
    return new Part(from, last(CLOSE) - from);
  }

  /** The object of a gap. */
  Part object() {
    var from = first(OBJECT) + 1;
    return new Part(from, end - 1 - from);
  }

  /** Whether it is a page of a whole snapshot, rather than state that comes between events. */
  boolean isPage() {
    return last(MORE) >= 0;
  }

  /** Whether more pages follow. */
  boolean hasMore() {
    return last(MORE_TRUE) >= 0;
  }

  /** Whether it tells that the right to the stream is lost. */
  boolean isRevoked(String name) {
    return name.equals(GAP) && last(REVOKED) >= 0;
  }

  void appendTo(Text text, Part part) {
    text.append(bytes, part.from(), part.length());
  }

  String text(Part part) {
    return new String(bytes, part.from(), part.length(), StandardCharsets.UTF_8);
  }

  private int next(byte wanted, int from) {
    var at = from;
    while (at < end && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  private int first(byte[] mark) {
    for (var at = start; at <= end - mark.length; at++) {
      if (is(at, mark)) {
        return at;
      }
    }
    return -1;
  }

  private int last(byte[] mark) {
    for (var at = end - mark.length; at >= start; at--) {
      if (is(at, mark)) {
        return at;
      }
    }
    return -1;
  }

  private boolean is(int at, byte[] mark) {
    if (at + mark.length > end) {
      return false;
    }
    for (var i = 0; i < mark.length; i++) {
      if (bytes[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
