package dev.wardstream.ingest.put;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.ingest.record.Fields;
import dev.wardstream.schemas.avro.Reading;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the body of one {@code put}. Used by one thread for one put. */
final class PutReader {
  private static final int MAX_READINGS = 500;

  private final Rejections rejections = new Rejections();
  private final ReadingReader reader = new ReadingReader(rejections);
  private final ArrayList<Reading> readings = new ArrayList<>();
  private final ArrayList<Integer> indices = new ArrayList<>();
  private @Nullable String device;
  private @Nullable Long boot;
  private @Nullable Long seq;
  private @Nullable String patient;
  private boolean hasReadings;

  /** The put the parser stands on. */
  Put read(JsonParser parser) throws Refusal {
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      var token = parser.nextToken();
      switch (name) {
        case "device" -> device = Fields.identifier(parser, "put.device");
        case "boot" -> boot = Fields.count(parser, "put.boot");
        case "seq" -> seq = Fields.count(parser, "put.seq");
        case "patient" ->
            patient =
                token == JsonToken.VALUE_NULL ? null : Fields.identifier(parser, "put.patient");
        case "readings" -> readings(parser, token);
        default -> parser.skipChildren();
      }
    }
    if (!hasReadings) {
      throw Refusal.at("put.readings", ErrorCode.MALFORMED, "is missing or empty");
    }
    return new Put(
        Fields.required(device, "put.device"),
        Fields.required(boot, "put.boot"),
        Fields.required(seq, "put.seq"),
        patient,
        readings,
        indices,
        rejections.json());
  }

  Rejections rejections() {
    return rejections;
  }

  private void readings(JsonParser parser, JsonToken token) throws Refusal {
    if (token != JsonToken.START_ARRAY) {
      parser.skipChildren();
      throw Refusal.at("put.readings", ErrorCode.MALFORMED, "not an array");
    }
    for (var index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      if (index == MAX_READINGS) {
        throw Refusal.at("put.readings", ErrorCode.TOO_LARGE, "more than 500 readings");
      }
      hasReadings = true;
      var reading = reader.read(parser, index);
      if (reading != null) {
        readings.add(reading);
        indices.add(index);
      }
    }
  }
}
