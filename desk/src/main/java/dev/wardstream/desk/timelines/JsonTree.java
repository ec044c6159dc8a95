package dev.wardstream.desk.timelines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** From JSON text to values; numbers stay the text they are written as. */
final class JsonTree {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String CORRECT = "correct the JSON here";

  private final JsonParser parser;
  private final Problems problems;

  private JsonTree(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The value; null after a problem. */
  static @Nullable Tree read(String text, Problems problems) {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        problems.add(1, "", "the file is empty; write a list of scenarios");
        return null;
      }
      var tree = new JsonTree(parser, problems).value();
      if (parser.nextToken() != null) {
        var line = parser.currentTokenLocation().getLineNr();
        problems.add(line, "", "the list has ended, but more follows; make it one list");
        return null;
      }
      return tree;
    } catch (JacksonException e) {
      var line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      problems.add(line, "", "this is not JSON: %s; %s".formatted(e.getOriginalMessage(), CORRECT));
      return null;
    }
  }

  private Tree value() {
    var line = parser.currentTokenLocation().getLineNr();
    var token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> table(line);
      case START_ARRAY -> items(line);
      case VALUE_NULL -> new Tree.Nothing(line);
      default -> new Tree.Scalar(line, parser.getString());
    };
  }

  private Tree table(int line) {
    var values = new LinkedHashMap<String, Tree>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var at = parser.currentTokenLocation().getLineNr();
      parser.nextToken();
      if (values.putIfAbsent(name, value()) != null) {
        problems.add(at, name, "is there twice in one object; keep one");
      }
    }
    return new Tree.Table(line, values);
  }

  private Tree items(int line) {
    var values = new ArrayList<Tree>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value());
    }
    return new Tree.Items(line, values);
  }
}
