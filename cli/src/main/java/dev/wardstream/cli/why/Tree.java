package dev.wardstream.cli.why;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document whose scalars are texts, as they were written.
 *
 * @param fields of an object; empty for anything else
 * @param items of an array; empty for anything else
 * @param text of a scalar; empty for anything else
 */
record Tree(Map<String, Tree> fields, List<Tree> items, String text) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Reads a document. */
  static Tree parse(String document) {
    try (var json = JSON.createParser(ObjectReadContext.empty(), document)) {
      json.nextToken();
      return read(json);
    }
  }

  private static Tree read(JsonParser json) {
    var fields = new LinkedHashMap<String, Tree>();
    var items = new ArrayList<Tree>();
    if (json.currentToken() == JsonToken.START_OBJECT) {
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        fields.put(name, read(json));
      }
      return new Tree(fields, items, "");
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        items.add(read(json));
      }
      return new Tree(fields, items, "");
    }
    return new Tree(fields, items, json.getString());
  }

  /** A field; an empty document when there is none. */
  Tree at(String name) {
    return fields.getOrDefault(name, new Tree(Map.of(), List.of(), ""));
  }

  /** The text of a field that is there. */
  Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).map(Tree::text);
  }
}
