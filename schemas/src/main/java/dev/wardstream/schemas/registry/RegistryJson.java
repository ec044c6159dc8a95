package dev.wardstream.schemas.registry;

import java.io.StringWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON of Confluent's REST API as far as it matters here: one object whose members of interest
 * are text, numbers or truth values.
 */
public final class RegistryJson {
  private static final JsonFactory JSON = new JsonFactory();

  private RegistryJson() {}

  /** The text of an object whose members a writer adds. */
  public static String object(Consumer<JsonGenerator> members) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The text of an array of texts. */
  public static String texts(Collection<String> items) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      items.forEach(json::writeString);
      json.writeEndArray();
    }
    return text.toString();
  }

  /**
   * The members of an object that are plain values; nested ones are skipped.
   *
   * @throws RegistryException when the text is not one JSON object
   */
  public static Map<String, String> members(String text) {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      var members = new LinkedHashMap<String, String>();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject(null);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        member(parser, members);
      }
      if (parser.nextToken() != null) {
        throw notAnObject(null);
      }
      return members;
    } catch (JacksonException e) {
      throw notAnObject(e);
    }
  }

  private static void member(JsonParser parser, Map<String, String> members) {
    var name = parser.currentName();
    var value = parser.nextToken();
    if (value.isStructStart()) {
      parser.skipChildren();
    } else if (value != JsonToken.VALUE_NULL) {
      members.put(name, parser.getString());
    }
  }

  private static RegistryException notAnObject(@Nullable JacksonException cause) {
    var message = "not one JSON object";
    return cause == null
        ? new RegistryException(RegistryError.INVALID_SCHEMA, message)
        : new RegistryException(RegistryError.INVALID_SCHEMA, message, cause);
  }
}
