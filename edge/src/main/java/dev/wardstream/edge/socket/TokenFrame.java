package dev.wardstream.edge.socket;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The body of {@code hello} and {@code auth}: {@code {"token":"…"}}, or for {@code hello} {@code
 * {"ticket":"…"}}; other fields are ignored.
 *
 * @param text the token or the ticket
 * @param isTicket which of them
 */
record TokenFrame(String text, boolean isTicket) {

  static TokenFrame read(String verb, JsonParser body) throws Refusal {
    @Nullable String token = null;
    @Nullable String ticket = null;
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var value = body.nextToken();
      if (name.equals("token") && value == JsonToken.VALUE_STRING) {
        token = body.getString();
      } else if (name.equals("ticket") && value == JsonToken.VALUE_STRING) {
        ticket = body.getString();
      } else {
        body.skipChildren();
      }
    }
    if (token != null) {
      return new TokenFrame(token, false);
    }
    if (ticket != null && verb.equals("hello")) {
      return new TokenFrame(ticket, true);
    }
    throw Refusal.at(verb + ".token", ErrorCode.MALFORMED, "a token is needed");
  }

  /** Without what it shows. */
  @Override
  public String toString() {
    return "TokenFrame[***]";
  }
}
