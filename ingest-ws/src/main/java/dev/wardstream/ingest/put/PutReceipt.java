package dev.wardstream.ingest.put;

import dev.wardstream.edge.socket.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of the answer to a put: where it was recorded, and what was not. */
final class PutReceipt {
  private PutReceipt() {}

  static byte[] body(List<String> positions, Placement placement, @Nullable String rejected) {
    var json = new StringBuilder(64).append("{\"at\":[");
    for (var i = 0; i < positions.size(); i++) {
      json.append(i == 0 ? "\"" : ",\"").append(positions.get(i)).append('"');
    }
    json.append(']');
    var unassigned = placement.unassignedIndices();
    if (!unassigned.isEmpty()) {
      json.append(",\"unassigned\":[");
      for (var i = 0; i < unassigned.size(); i++) {
        json.append(i == 0 ? "" : ",").append(unassigned.get(i));
      }
      json.append(']');
    }
    if (rejected != null) {
      json.append(",\"rejected\":").append(rejected);
    }
    return Json.bytes(json.append('}'));
  }
}
