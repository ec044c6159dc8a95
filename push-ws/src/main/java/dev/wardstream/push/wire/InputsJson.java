package dev.wardstream.push.wire;

import dev.wardstream.schemas.avro.AlertInput;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * The values that went into a decision or a score, left out when there are none:
 *
 * <pre>{@code
 * "inputs":[{"vital":"rr","value":25,"t":"2026-11-21T10:00:20.000Z","score":3}]
 * }</pre>
 */
final class InputsJson {
  private InputsJson() {}

  static void write(JsonGenerator json, List<AlertInput> inputs) {
    if (inputs.isEmpty()) {
      return;
    }
    json.writeName("inputs");
    json.writeStartArray();
    for (var input : inputs) {
      json.writeStartObject();
      json.writeStringProperty("vital", VitalsJson.name(input.getVital()));
      json.writeName("value");
      VitalsJson.value(json, input.getVital(), input.getValue());
      ItemJson.time(json, "t", input.getT());
      ItemJson.optional(json, "score", input.getScore());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
