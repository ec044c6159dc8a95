package dev.wardstream.ingest.chat;

import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Request;
import tools.jackson.core.JsonParser;

/** The chat verbs as far as they go without a room. */
public final class ChatFrames {
  private ChatFrames() {}

  /** Reads the body the parser stands on; echoes the text, as its readers would get it. */
  public static Request read(String verb, JsonParser body) throws Refusal {
    var text = ChatFields.read(verb, body).text();
    var json = new StringBuilder("{\"text\":");
    Json.quote(json, text == null ? "" : text).append('}');
    return reply -> reply.ok(Json.bytes(json));
  }
}
