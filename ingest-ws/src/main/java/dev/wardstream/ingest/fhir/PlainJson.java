package dev.wardstream.ingest.fhir;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Looks a JSON text through before a parser of objects gets it: nesting, duplicate names, and
 * numbers, also within strings, that would cost more than they say.
 */
final class PlainJson {
  private static final int MAX_NUMBER = 32;

  private PlainJson() {}

  /** The text, or a refusal. */
  static String of(byte[] content) throws Refusal {
    try (var parser = Json.STRICT.createParser(ObjectReadContext.empty(), content)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (isHeavy(token, parser)) {
          throw Refusal.of(
              ErrorCode.TOO_LARGE, "a number of more than %d characters".formatted(MAX_NUMBER));
        }
      }
    } catch (JacksonException e) {
      throw Refusal.of(
          ErrorCode.MALFORMED, "not JSON, nested deeper than 16, or with a name given twice");
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  private static boolean isHeavy(JsonToken token, JsonParser parser) {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getStringLength() > MAX_NUMBER;
      case VALUE_STRING ->
          parser.getStringLength() > MAX_NUMBER
              && parser.getString().chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0);
      default -> false;
    };
  }
}
