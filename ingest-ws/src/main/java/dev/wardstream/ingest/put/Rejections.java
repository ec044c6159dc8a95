package dev.wardstream.ingest.put;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a put was told about its readings one by one. Used by one thread for one put. */
final class Rejections {
  private final Map<ErrorCode, Integer> counts = new EnumMap<>(ErrorCode.class);
  private @Nullable StringBuilder json;

  /**
   * Adds one.
   *
   * @param field within the reading, as in {@code hr}; null when it is the reading as a whole
   */
  void add(int reading, @Nullable String field, ErrorCode code) {
    var out = json;
    if (out == null) {
      out = new StringBuilder("[");
      json = out;
    } else {
      out.append(',');
    }
    out.append("{\"reading\":").append(reading).append(",\"path\":");
    Json.quote(out, "readings[" + reading + "]" + (field == null ? "" : "." + field));
    out.append(",\"code\":\"").append(code.name()).append("\"}");
    counts.merge(code, 1, Integer::sum);
  }

  Map<ErrorCode, Integer> counts() {
    return counts;
  }

  @Nullable String json() {
    var out = json;
    return out == null ? null : out + "]";
  }
}
