package dev.wardstream.push.glass;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The body of {@code POST /v1/break-glass}.
 *
 * @param patient whom somebody wants to see
 * @param reason why, {@value #SHORTEST} to {@value #LONGEST} characters
 */
record GlassRequest(String patient, String reason) {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 500;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  /** Reads {@code {"patient":"p-3","reason":"…"}}; unknown fields are ignored. */
  static GlassRequest read(byte[] body) throws Refusal {
    @Nullable String patient = null;
    @Nullable String reason = null;
    try (var parser = Json.STRICT.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Refusal.of(ErrorCode.MALFORMED, "a JSON object is needed");
      }
      for (var name = parser.nextName(); name != null; name = parser.nextName()) {
        var token = parser.nextToken();
        switch (name) {
          case "patient" -> patient = text(parser, token, "patient");
          case "reason" -> reason = text(parser, token, "reason").strip();
          default -> parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw Refusal.of(ErrorCode.MALFORMED, "not JSON");
    }
    return new GlassRequest(patient(patient), reason(reason));
  }

  private static String text(JsonParser parser, JsonToken token, String path) throws Refusal {
    if (token != JsonToken.VALUE_STRING) {
      throw Refusal.at(path, ErrorCode.MALFORMED, "a string is needed");
    }
    return parser.getString();
  }

  /** A patient id, as it was sent. */
  static String patient(@Nullable String text) throws Refusal {
    if (text == null || !ID.matcher(text).matches()) {
      throw Refusal.at("patient", ErrorCode.MALFORMED, "name the patient by their id");
    }
    return text;
  }

  private static String reason(@Nullable String text) throws Refusal {
    if (text == null || text.length() < SHORTEST || text.length() > LONGEST) {
      throw Refusal.at(
          "reason",
          ErrorCode.MALFORMED,
          "say why, in %d to %d characters".formatted(SHORTEST, LONGEST));
    }
    return text;
  }
}
