package dev.wardstream.cli.letters;

import dev.wardstream.cli.replay.ValueJson;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Contents as text. Without values: the shape, with times, codes, identities of puts and sizes, but
 * no vital sign, no name and no text that somebody wrote.
 */
final class ContentsText {
  /** Fields that say which record it is and nothing about a person. */
  private static final Set<String> SHOWN = Set.of("device", "boot", "seq", "part", "alertId");

  private static final String HIDDEN = "•••";

  private ContentsText() {}

  /** Everything. */
  static String whole(Contents contents) {
    return switch (contents) {
      case Contents.Decoded(var value) -> ValueJson.text(value.getSchema(), value);
      case Contents.Tombstone _ -> "none (a tombstone)";
      case Contents.Bytes(var hex, var size, var why) ->
          "%s: %s%s"
              .formatted(
                  why.reason(),
                  hex,
                  size > Contents.HEX_BYTES ? " … of %d bytes".formatted(size) : "");
    };
  }

  /** What may be seen by whoever looks after the platform. */
  static String shape(Contents contents) {
    return switch (contents) {
      case Contents.Decoded(var value) -> shape("", value.getSchema(), value);
      case Contents.Tombstone _ -> "none (a tombstone)";
      case Contents.Bytes(_, var size, var why) -> "%s: %d bytes".formatted(why.reason(), size);
    };
  }

  private static String number(String name, Schema schema, long value) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      return Instant.ofEpochMilli(value).toString();
    }
    return SHOWN.contains(name) ? Long.toString(value) : HIDDEN;
  }

  private static String shape(String name, Schema schema, @Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return switch (schema.getType()) {
      case RECORD ->
          ((GenericRecord) value)
              .getSchema().getFields().stream()
                  .map(field ->
                      field.name()
                          + ": "
                          + shape(
                              field.name(),
                              field.schema(),
                              ((GenericRecord) value).get(field.pos())))
                  .collect(Collectors.joining(", ", "{", "}"));
      case ARRAY ->
          ((List<?>) value)
              .stream()
                  .map(its -> shape(name, schema.getElementType(), its))
                  .collect(Collectors.joining(", ", "[", "]"));
      case UNION ->
          shape(name, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
      case ENUM -> value.toString();
      case LONG -> number(name, schema, (Long) value);
      default -> SHOWN.contains(name) ? Letter.printable(value.toString()) : HIDDEN;
    };
  }
}
