package dev.wardstream.accounts;

import dev.wardstream.edge.socket.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The body of a request: a JSON object of texts and lists of texts. Other fields are ignored.
 *
 * @param texts by name
 * @param lists by name
 */
record Form(Map<String, String> texts, Map<String, List<String>> lists) {
  static final Form EMPTY = new Form(Map.of(), Map.of());
  private static final int LONGEST_TEXT = 1_024;

  /** Reads a body; an empty one has no fields. */
  static Form read(byte[] utf8) throws AccountRefusal {
    if (utf8.length == 0) {
      return EMPTY;
    }
    var texts = new HashMap<String, String>();
    var lists = new HashMap<String, List<String>>();
    try (var parser = Json.STRICT.createParser(ObjectReadContext.empty(), utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notJson();
      }
      for (var name = parser.nextName(); name != null; name = parser.nextName()) {
        switch (parser.nextToken()) {
          case VALUE_STRING -> texts.put(name, text(name, parser));
          case START_ARRAY -> lists.put(name, list(name, parser));
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw notJson();
      }
    } catch (JacksonException e) {
      throw notJson();
    }
    return new Form(texts, lists);
  }

  private static String text(String name, JsonParser parser) throws AccountRefusal {
    var text = parser.getString();
    if (text.length() > LONGEST_TEXT) {
      throw AccountRefusal.at(name, "longer than " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private static List<String> list(String name, JsonParser parser) throws AccountRefusal {
    var list = new ArrayList<String>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw AccountRefusal.at(name, "not a list of text");
      }
      list.add(text(name, parser));
    }
    return list;
  }

  private static AccountRefusal notJson() {
    return AccountRefusal.of(Fault.MALFORMED, "not one JSON object");
  }

  /** A text that must be there. */
  String text(String name) throws AccountRefusal {
    var text = texts.get(name);
    if (text == null) {
      throw AccountRefusal.at(name, "is missing");
    }
    return text;
  }

  /** A text that may be missing. */
  @Nullable String textOrNull(String name) {
    return texts.get(name);
  }

  /** A list; empty when it is missing. */
  List<String> list(String name) {
    return lists.getOrDefault(name, List.of());
  }

  /** Without what is in it: passwords and names. */
  @Override
  public String toString() {
    return "Form" + texts.keySet() + lists.keySet();
  }
}
