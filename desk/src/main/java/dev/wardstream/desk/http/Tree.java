package dev.wardstream.desk.http;

import dev.wardstream.edge.socket.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, iterables, texts, numbers, truth values and null. */
public final class Tree {
  private Tree() {}

  /** An object: name, value, name, value. A null stays in it as null. */
  public static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (var i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }

  /** As text. What is none of the above, such as a time, is a text. */
  public static String json(@Nullable Object value) {
    return write(new StringBuilder(256), value).toString();
  }

  private static StringBuilder write(StringBuilder json, @Nullable Object value) {
    return switch (value) {
      case null -> json.append("null");
      case Number number -> json.append(number);
      case Boolean truth -> json.append(truth);
      case Map<?, ?> map -> object(json, map);
      case Iterable<?> items -> array(json, items);
      default -> Json.quote(json, value.toString());
    };
  }

  private static StringBuilder object(StringBuilder json, Map<?, ?> map) {
    json.append('{');
    var separator = "";
    for (var entry : map.entrySet()) {
      Json.quote(json.append(separator), String.valueOf(entry.getKey())).append(':');
      write(json, entry.getValue());
      separator = ",";
    }
    return json.append('}');
  }

  private static StringBuilder array(StringBuilder json, Iterable<?> items) {
    json.append('[');
    var separator = "";
    for (var item : items) {
      write(json.append(separator), item);
      separator = ",";
    }
    return json.append(']');
  }
}
