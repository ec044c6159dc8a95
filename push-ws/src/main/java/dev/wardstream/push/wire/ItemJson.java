package dev.wardstream.push.wire;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The envelope of an item, and how the values in it are written. */
final class ItemJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int TYPICAL_BYTES = 512;

  private ItemJson() {}

  /** {@code {"at":…,"data":{…}}}. */
  static byte[] item(String at, Consumer<JsonGenerator> fields) {
    return object(json -> {
      json.writeStringProperty("at", at);
      json.writeName("data");
      json.writeStartObject();
      fields.accept(json);
      json.writeEndObject();
    });
  }

  /** One object. */
  static byte[] object(Consumer<JsonGenerator> fields) {
    var bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** RFC 3339, UTC, milliseconds. */
  static void time(JsonGenerator json, String name, Instant time) {
    json.writeStringProperty(name, MILLIS.format(time));
  }

  /** A time that is left out when there is none. */
  static void optionalTime(JsonGenerator json, String name, @Nullable Instant time) {
    if (time != null) {
      time(json, name, time);
    }
  }

  /** A flag that is left out unless it is up. */
  static void flag(JsonGenerator json, String name, boolean up) {
    if (up) {
      json.writeBooleanProperty(name, true);
    }
  }

  /** A number that is left out when there is none. */
  static void optional(JsonGenerator json, String name, @Nullable Integer number) {
    if (number != null) {
      json.writeNumberProperty(name, number);
    }
  }

  /** A property that is left out when there is no value. */
  static void optional(JsonGenerator json, String name, @Nullable String text) {
    if (text != null) {
      json.writeStringProperty(name, text);
    }
  }
}
