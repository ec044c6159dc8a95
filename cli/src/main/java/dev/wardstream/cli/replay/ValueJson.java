package dev.wardstream.cli.replay;

import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Avro values as JSON: times in RFC 3339, unions without their type, decimals as they are. */
public final class ValueJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ValueJson() {}

  /** Writes a value of a schema. */
  static void write(JsonGenerator json, Schema schema, @Nullable Object value) {
    if (value == null) {
      json.writeNull();
      return;
    }
    switch (schema.getType()) {
      case RECORD -> record(json, schema, (GenericRecord) value);
      case ARRAY -> array(json, schema.getElementType(), (List<?>) value);
      case UNION ->
          write(json, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
      case LONG -> number(json, schema, (Long) value);
      case INT -> json.writeNumber((Integer) value);
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case STRING, ENUM -> json.writeString(value.toString());
      case BYTES, FIXED, MAP, FLOAT, DOUBLE, NULL ->
          throw new IllegalArgumentException("the contract has no " + schema.getType());
    }
  }

  private static void record(JsonGenerator json, Schema schema, GenericRecord record) {
    json.writeStartObject();
    for (var field : schema.getFields()) {
      json.writeName(field.name());
      write(json, field.schema(), record.get(field.pos()));
    }
    json.writeEndObject();
  }

  private static void array(JsonGenerator json, Schema element, List<?> values) {
    json.writeStartArray();
    values.forEach(value -> write(json, element, value));
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, Schema schema, long value) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      json.writeString(time(value));
    } else {
      json.writeNumber(value);
    }
  }

  /** A value as text of its own: what a cell of a table holds. */
  public static String text(Schema schema, @Nullable Object value) {
    return switch (schema.getType()) {
      case UNION ->
          value == null
              ? ""
              : text(schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
      case LONG ->
          value instanceof Long number
                  && schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? time(number)
              : String.valueOf(value);
      case RECORD, ARRAY -> json(schema, value);
      default -> String.valueOf(value);
    };
  }

  private static String json(Schema schema, @Nullable Object value) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, schema, value);
    }
    return text.toString();
  }

  static String time(long epochMillis) {
    return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(epochMillis));
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
