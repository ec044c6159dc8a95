package dev.wardstream.ingest.record;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Fields of requests: read from the parser's current token, or refused with their path. */
public final class Fields {
  private static final int MAX_IDENTIFIER = 128;
  private static final int MAX_LONG_DIGITS = 18;
  private static final int MAX_TEXT_BYTES = 8 << 10;
  private static final Pattern POSITION = Pattern.compile("[a-z.]{1,64}/[0-9]{1,6}/[0-9]{1,18}");

  private Fields() {}

  /** 1 to 128 characters of {@code A–Z a–z 0–9 . _ : -}. */
  public static String identifier(JsonParser parser, String path) throws Refusal {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      var text = parser.getString();
      if (isIdentifier(text)) {
        return text;
      }
    }
    throw wrong(parser, path, "1 to 128 characters of A-Z a-z 0-9 . _ : -");
  }

  /** Whether a text is an identifier of the protocol. */
  public static boolean isIdentifier(String text) {
    if (text.isEmpty() || text.length() > MAX_IDENTIFIER) {
      return false;
    }
    return text.chars().allMatch(Fields::isIdentifierPart);
  }

  private static boolean isIdentifierPart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._:-".indexOf(c) >= 0;
  }

  /** A whole number from 0 to 18 digits, written without point and exponent. */
  public static long count(JsonParser parser, String path) throws Refusal {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getStringLength() <= MAX_LONG_DIGITS) {
      var number = parser.getLongValue();
      if (number >= 0) {
        return number;
      }
    }
    throw wrong(parser, path, "a whole number from 0 to 999999999999999999");
  }

  /** Text that people wrote: at most 8 KiB, no control characters except line feed and tab. */
  public static String text(JsonParser parser, String path) throws Refusal {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(parser, path, "a text");
    }
    var text = parser.getString();
    if (text.isBlank() || text.codePoints().anyMatch(Fields::isUnspeakable)) {
      throw Refusal.at(path, ErrorCode.MALFORMED, "empty, or with control characters");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
      throw Refusal.at(path, ErrorCode.TOO_LARGE, "more than 8 KiB");
    }
    return text;
  }

  private static boolean isUnspeakable(int codePoint) {
    return (Character.isISOControl(codePoint) && codePoint != '\n' && codePoint != '\t')
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  /** A position, as in {@code chat.messages/2/4410}. */
  public static String position(JsonParser parser, String path, String topic) throws Refusal {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      var text = parser.getString();
      if (text.startsWith(topic + "/") && POSITION.matcher(text).matches()) {
        return text;
      }
    }
    throw wrong(parser, path, "a position such as " + topic + "/2/4410");
  }

  /** The value, or a refusal because the field is missing. */
  public static <T> T required(@Nullable T value, String path) throws Refusal {
    if (value == null) {
      throw Refusal.at(path, ErrorCode.MALFORMED, "is missing");
    }
    return value;
  }

  private static Refusal wrong(JsonParser parser, String path, String expected) {
    parser.skipChildren();
    return Refusal.at(path, ErrorCode.MALFORMED, "not " + expected);
  }
}
