package dev.wardstream.edge.socket;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The body of {@code hello} and {@code auth}: {@code {"token":"…"}}; other fields are ignored. */
final class TokenFrame {
  private TokenFrame() {}

  static String read(String verb, JsonParser body) throws Refusal {
    @Nullable String token = null;
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var value = body.nextToken();
      if (name.equals("token") && value == JsonToken.VALUE_STRING) {
        token = body.getString();
      } else {
        body.skipChildren();
      }
    }
    if (token == null) {
      throw Refusal.at(verb + ".token", ErrorCode.MALFORMED, "a token is needed");
    }
    return token;
  }
}
