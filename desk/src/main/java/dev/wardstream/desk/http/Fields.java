package dev.wardstream.desk.http;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The fields of a body. Whatever is wrong with one is a refusal that names it. */
public final class Fields {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final String path;
  private final Map<String, @Nullable Object> values;

  private Fields(String path, Map<String, @Nullable Object> values) {
    this.path = path;
    this.values = values;
  }

  /** The fields of one JSON object. */
  public static Fields read(byte[] utf8) throws Refusal {
    try (var parser = Json.STRICT.createParser(ObjectReadContext.empty(), utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notJson();
      }
      var values = object(parser);
      if (parser.nextToken() != null) {
        throw notJson();
      }
      return new Fields("", values);
    } catch (JacksonException e) {
      throw notJson();
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      values.put(name, value(parser));
    }
    return values;
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        var items = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_STRING -> parser.getString();
      default -> null;
    };
  }

  private static Refusal notJson() {
    return Refusal.of(ErrorCode.MALFORMED, "send one JSON object");
  }

  /** Refuses what is not one of these: a misspelt field is not a field left out. */
  public Fields only(String... names) throws Refusal {
    for (var name : values.keySet()) {
      if (!Arrays.asList(names).contains(name)) {
        throw wrong(name, "is unknown; there are " + String.join(", ", names));
      }
    }
    return this;
  }

  /** A refusal because of a field. */
  public Refusal wrong(String name, String message) {
    return Refusal.at(path + name, ErrorCode.MALFORMED, message);
  }

  /** Whether it is there, and not null. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  /** A text that must be there. */
  public String text(String name, int longest) throws Refusal {
    var text = textOrNull(name, longest);
    if (text == null) {
      throw wrong(name, "is missing");
    }
    return text;
  }

  /** A text; null when it is missing, null or blank. */
  public @Nullable String textOrNull(String name, int longest) throws Refusal {
    var value = values.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw wrong(name, "is not a text");
    }
    if (text.length() > longest) {
      throw wrong(name, "has more than %d characters".formatted(longest));
    }
    return text.isBlank() ? null : text;
  }

  /** An id as it may be on the wire. */
  public String id(String name) throws Refusal {
    var text = text(name, 64);
    if (!ID.matcher(text).matches()) {
      throw wrong(name, "is not an id: 1 to 64 of A-Z a-z 0-9 . _ : -");
    }
    return text;
  }

  /** A whole number; null when it is missing or null. */
  public @Nullable Integer integer(String name, int least, int most) throws Refusal {
    var value = values.get(name);
    if (value == null) {
      return null;
    }
    try {
      var number = value instanceof BigDecimal decimal ? decimal.intValueExact() : least - 1;
      if (number >= least && number <= most) {
        return number;
      }
    } catch (ArithmeticException e) {
      // said below
    }
    throw wrong(name, "is not a whole number from %d to %d".formatted(least, most));
  }

  /** A truth value. */
  public boolean flag(String name, boolean otherwise) throws Refusal {
    var value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "is not true or false");
  }

  /** A time, as in {@code 2026-11-21T10:00:00Z}; null when it is missing or null. */
  public @Nullable Instant time(String name) throws Refusal {
    var text = textOrNull(name, 40);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Refusal.at(
          path + name, ErrorCode.BAD_TIME, "is not a time such as 2026-11-21T10:00:00Z");
    }
  }

  /** Texts; empty when they are missing. */
  public List<String> texts(String name, int most) throws Refusal {
    var texts = new ArrayList<String>();
    for (var item : list(name, most)) {
      if (!(item instanceof String text)) {
        throw wrong(name, "is not a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** Objects; empty when they are missing. */
  public List<Fields> objects(String name, int most) throws Refusal {
    var objects = new ArrayList<Fields>();
    for (var item : list(name, most)) {
      if (!(item instanceof Map<?, ?> map)) {
        throw wrong(name, "is not a list of objects");
      }
      var copy = new LinkedHashMap<String, @Nullable Object>();
      map.forEach((key, value) -> copy.put(String.valueOf(key), value));
      objects.add(new Fields("%s%s[%d].".formatted(path, name, objects.size()), copy));
    }
    return objects;
  }

  private List<?> list(String name, int most) throws Refusal {
    var value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list) || list.size() > most) {
      throw wrong(name, "is not a list of at most %d".formatted(most));
    }
    return list;
  }
}
