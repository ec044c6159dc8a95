package dev.wardstream.ingest.chat;

import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.ingest.record.Fields;
import dev.wardstream.schemas.Topics;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a chat verb carries; each verb requires its own.
 *
 * @param message the message it is about: {@code message}, {@code replyTo} or {@code upTo}
 */
record ChatFields(
    @Nullable String room, @Nullable String key, @Nullable String text, @Nullable String message) {

  static ChatFields read(String verb, JsonParser body) throws Refusal {
    @Nullable String room = null;
    @Nullable String key = null;
    @Nullable String text = null;
    @Nullable String message = null;
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var path = verb + "." + name;
      if (body.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "room" -> room = Fields.identifier(body, path);
        case "key" -> key = Fields.identifier(body, path);
        case "text" -> text = Fields.text(body, path);
        case "message", "replyTo", "upTo" ->
            message = Fields.position(body, path, Topics.CHAT_MESSAGES.name());
        default -> body.skipChildren();
      }
    }
    return new ChatFields(room, key, text, message);
  }
}
