package dev.wardstream.ingest.http;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Request;
import dev.wardstream.ingest.put.Puts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The puts of one request body. JSON is understood as a whole or not at all; of lines, each stands
 * for itself.
 *
 * @param shape how they came, and how they are answered
 * @param items in the order sent, at least one
 */
record Body(Shape shape, List<Item> items) {
  /** Puts in one body. */
  static final int MAX_PUTS = 1_000;

  private static final String NOT_JSON = "not JSON: a put, an array of puts, or one put per line";

  /** How puts are put together. */
  enum Shape {
    ONE,
    ARRAY,
    LINES
  }

  /** One put: to be served, or refused already. */
  sealed interface Item {
    /** Understood and allowed. */
    record Accepted(Request request) implements Item {}

    /** Not. */
    record Refused(Refusal refusal) implements Item {}
  }

  Body {
    items = List.copyOf(items);
  }

  /** Reads one put or an array of them. */
  static Body json(byte[] content, Puts puts, Principal principal) throws Refusal {
    try (var parser = Json.STRICT.createParser(ObjectReadContext.empty(), content)) {
      var items = new ArrayList<Item>();
      var shape = parser.nextToken() == JsonToken.START_ARRAY ? Shape.ARRAY : Shape.ONE;
      if (shape == Shape.ONE) {
        items.add(item(parser, puts, principal));
      } else {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          requireRoom(items);
          items.add(item(parser, puts, principal));
        }
      }
      if (parser.nextToken() != null) {
        throw Refusal.of(ErrorCode.MALFORMED, "more than one value: send lines as x-ndjson");
      }
      return new Body(shape, required(items));
    } catch (JacksonException e) {
      throw Refusal.of(ErrorCode.MALFORMED, NOT_JSON);
    }
  }

  /** Reads one put per line; blank lines do not count. */
  static Body lines(byte[] content, Puts puts, Principal principal) throws Refusal {
    var items = new ArrayList<Item>();
    for (int start = 0, end; start < content.length; start = end + 1) {
      end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      if (!isBlank(content, start, end)) {
        requireRoom(items);
        items.add(line(content, start, end - start, puts, principal));
      }
    }
    return new Body(Shape.LINES, required(items));
  }

  private static boolean isBlank(byte[] content, int start, int end) {
    for (var i = start; i < end; i++) {
      if (content[i] > ' ' || content[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static Item line(byte[] content, int offset, int length, Puts puts, Principal principal) {
    try (var parser =
        Json.STRICT.createParser(ObjectReadContext.empty(), content, offset, length)) {
      parser.nextToken();
      var item = item(parser, puts, principal);
      if (parser.nextToken() == null) {
        return item;
      }
    } catch (JacksonException e) {
      // told below
    }
    return new Item.Refused(Refusal.of(ErrorCode.MALFORMED, "not one JSON object per line"));
  }

  /** The put the parser stands on; the parser stands on its end afterwards. */
  private static Item item(JsonParser parser, Puts puts, Principal principal) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return new Item.Refused(Refusal.of(ErrorCode.MALFORMED, "a put is a JSON object"));
    }
    var depth = parser.streamReadContext().getNestingDepth();
    try {
      return new Item.Accepted(puts.read(parser, principal));
    } catch (Refusal e) {
      while (parser.streamReadContext().getNestingDepth() >= depth) {
        parser.nextToken();
      }
      return new Item.Refused(e);
    }
  }

  private static void requireRoom(List<Item> items) throws Refusal {
    if (items.size() == MAX_PUTS) {
      throw Refusal.of(ErrorCode.TOO_LARGE, "more than %d puts: send less".formatted(MAX_PUTS));
    }
  }

  private static List<Item> required(@Nullable List<Item> items) throws Refusal {
    if (items == null || items.isEmpty()) {
      throw Refusal.of(ErrorCode.MALFORMED, "no put in the body");
    }
    return items;
  }
}
