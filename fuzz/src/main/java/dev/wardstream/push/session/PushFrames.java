package dev.wardstream.push.session;

import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Request;
import tools.jackson.core.JsonParser;

/** The verbs of a subscriber as far as they go without a log. */
public final class PushFrames {
  private PushFrames() {}

  /** Reads the body the parser stands on: {@code sub}, {@code unsub} or {@code credit}. */
  public static Request read(String verb, JsonParser body) throws Refusal {
    var understood =
        switch (verb) {
          case "sub" -> Frames.sub(body).stream().toString();
          case "unsub" -> Integer.toString(Frames.unsub(body));
          default -> Frames.credit(body).toString();
        };
    var json = new StringBuilder("{\"understood\":");
    Json.quote(json, understood).append('}');
    return reply -> reply.ok(Json.bytes(json));
  }
}
