package dev.wardstream.cli.letters;

import dev.wardstream.schemas.registry.AvroDeserializer;
import dev.wardstream.schemas.registry.SchemaRegistry;
import dev.wardstream.schemas.registry.UnreadableRecordException;
import java.util.HexFormat;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** What is in a letter, as far as it can be understood now. */
sealed interface Contents {
  /** So many bytes are shown at most. */
  int HEX_BYTES = 256;

  /** A record of some schema of the registry. */
  record Decoded(GenericRecord value) implements Contents {}

  /** There was no value. */
  record Tombstone() implements Contents {}

  /**
   * Bytes that are no record.
   *
   * @param hex the first of them
   * @param size of all
   */
  record Bytes(String hex, int size, UnreadableRecordException why) implements Contents {}

  /** Decodes, where the registry answers. */
  static Contents of(byte @Nullable [] value, SchemaRegistry registry) {
    if (value == null) {
      return new Tombstone();
    }
    try (var deserializer = AvroDeserializer.generic(registry)) {
      return new Decoded(deserializer.decode(value));
    } catch (UnreadableRecordException e) {
      var hex = HexFormat.ofDelimiter(" ").formatHex(value, 0, Math.min(value.length, HEX_BYTES));
      return new Bytes(hex, value.length, e);
    }
  }

  /** What to do about it. */
  default String remedy(String reason) {
    return switch (this) {
      case Decoded _ when reason.equals("unreadable") ->
          "It can be read now, so the cause is gone: retry it.";
      case Decoded _ ->
          "It can be read, but nothing could be done with it: the exception names what is wrong."
              + " Have the writer corrected and let it write again; retry only if the application"
              + " was at fault and has been replaced.";
      case Tombstone _ ->
          "A record without a value where one is needed: have the writer corrected. Retrying"
              + " brings it back here.";
      case Bytes(_, _, var why) -> remedy(why.reason());
    };
  }

  private static String remedy(UnreadableRecordException.Reason reason) {
    return switch (reason) {
      case UNKNOWN_SCHEMA ->
          "The registry does not know its schema: check which registry the writer uses (or whether"
              + " this one was restored from an old copy); register the schema under its id, then"
              + " retry.";
      case INCOMPATIBLE_SCHEMA ->
          "Its schema cannot be read as that of the topic: a writer of something else, or newer"
              + " than the readers. Bring the readers up to date, then retry.";
      case BAD_MAGIC ->
          "It is not in the wire format at all: a foreign writer. Find it by key and time; retrying"
              + " brings it back here.";
      case TRUNCATED, MALFORMED, TRAILING_BYTES ->
          "Its bytes are damaged, or written by a faulty encoder: have the writer corrected and"
              + " write again; retrying brings it back here.";
    };
  }
}
