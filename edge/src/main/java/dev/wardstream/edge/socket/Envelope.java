package dev.wardstream.edge.socket;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * One line as read: {@code {"id":N,VERB:{…}}} in any field order. A field whose value is an object
 * is the verb, and there is exactly one; other fields are ignored.
 *
 * @param id JSON text of the id in printable ASCII; null when there is none
 * @param verb null when there is none
 * @param request null when refused
 * @param refusal null when understood
 */
record Envelope(
    @Nullable String id,
    @Nullable String verb,
    @Nullable Request request,
    @Nullable Refusal refusal) {

  private static final int MAX_ID = 64;

  /** Reads the body of a verb; see {@link Conversation#read}. */
  interface Verbs {
    Request read(String verb, JsonParser body) throws Refusal;
  }

  /** Reads one line. Never throws for what a peer can send. */
  static Envelope read(byte[] utf8, int offset, int length, Verbs verbs) {
    var reading = new Reading(verbs);
    try (var parser = Json.STRICT.createParser(ObjectReadContext.empty(), utf8, offset, length)) {
      reading.object(parser);
    } catch (JacksonException e) {
      if (!isJson(e)) {
        reading.id = null;
      }
      reading.refusal = Refusal.of(ErrorCode.MALFORMED, "not one JSON object per line");
    }
    return reading.envelope();
  }

  /** Whether it is JSON, only not such as is accepted: then it has an id that is answered. */
  private static boolean isJson(JacksonException e) {
    return e instanceof StreamConstraintsException
        || e.getOriginalMessage().startsWith("Duplicate Object property");
  }

  private static final class Reading {
    private final Verbs verbs;
    private @Nullable String id;
    private @Nullable String verb;
    private @Nullable Request request;
    private @Nullable Refusal refusal;

    Reading(Verbs verbs) {
      this.verbs = verbs;
    }

    void object(JsonParser parser) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        refusal = Refusal.of(ErrorCode.MALFORMED, "not a JSON object");
        return;
      }
      for (var name = parser.nextName(); name != null; name = parser.nextName()) {
        var token = parser.nextToken();
        if (name.equals("id")) {
          id(parser, token);
        } else if (token == JsonToken.START_OBJECT) {
          verb(name, parser);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        refusal = Refusal.of(ErrorCode.MALFORMED, "more than one JSON value in a line");
      } else if (verb == null && refusal == null) {
        id = null;
        refusal = Refusal.of(ErrorCode.MALFORMED, "no verb: a request is {\"id\":N,VERB:{…}}");
      }
    }

    private void id(JsonParser parser, JsonToken token) {
      var text =
          switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
            case VALUE_STRING -> Json.quote(new StringBuilder(), parser.getString()).toString();
            default -> null;
          };
      if (text == null || parser.getStringLength() > MAX_ID) {
        parser.skipChildren();
        refusal = Refusal.at("id", ErrorCode.MALFORMED, "a number or at most 64 characters");
      } else {
        id = text;
      }
    }

    private void verb(String name, JsonParser parser) {
      if (verb != null) {
        refusal = Refusal.of(ErrorCode.MALFORMED, "more than one verb");
        parser.skipChildren();
        return;
      }
      verb = name;
      var depth = parser.streamReadContext().getNestingDepth();
      try {
        request = verbs.read(name, parser);
      } catch (Refusal e) {
        refusal = e;
        leave(parser, depth);
      }
    }

    /** Skips what is left of the object whose content lies at {@code depth}. */
    private static void leave(JsonParser parser, int depth) {
      while (parser.streamReadContext().getNestingDepth() >= depth) {
        parser.nextToken();
      }
    }

    Envelope envelope() {
      return new Envelope(id, verb, refusal == null ? request : null, refusal);
    }
  }
}
