package dev.wardstream.push.wire;

import dev.wardstream.schemas.avro.News2;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * An early warning score beside the newest values; left out when there is none:
 *
 * <pre>{@code
 * "news2":{"status":"COMPLETE","total":7,"band":"HIGH","bandMin":"HIGH","bandMax":"HIGH",
 *   "totalMin":7,"totalMax":7,"red":["rr"],"missing":[],"scale":1,"mode":"CONTINUOUS",
 *   "at":"2026-11-21T10:00:20.000Z","oldest":"2026-11-21T09:40:00.000Z","inputs":[…]}
 * }</pre>
 *
 * Fields without a value are left out; {@code reason} is there when it is NOT_APPLICABLE.
 */
final class News2Json {
  private News2Json() {}

  static void write(JsonGenerator json, @Nullable News2 score) {
    if (score == null) {
      return;
    }
    json.writeName("news2");
    json.writeStartObject();
    json.writeStringProperty("status", score.getStatus());
    ItemJson.optional(json, "reason", score.getReason());
    ItemJson.optional(json, "total", score.getTotal());
    ItemJson.optional(json, "band", score.getBand());
    ItemJson.optional(json, "bandMin", score.getBandMin());
    ItemJson.optional(json, "bandMax", score.getBandMax());
    ItemJson.optional(json, "totalMin", score.getTotalMin());
    ItemJson.optional(json, "totalMax", score.getTotalMax());
    names(json, "red", score.getRed());
    names(json, "missing", score.getMissing());
    json.writeNumberProperty("scale", score.getScale());
    json.writeStringProperty("mode", score.getMode());
    ItemJson.time(json, "at", score.getAt());
    ItemJson.optionalTime(json, "oldest", score.getOldest());
    InputsJson.write(json, score.getInputs());
    json.writeEndObject();
  }

  private static void names(JsonGenerator json, String name, List<String> parameters) {
    json.writeName(name);
    json.writeStartArray();
    parameters.forEach(json::writeString);
    json.writeEndArray();
  }
}
