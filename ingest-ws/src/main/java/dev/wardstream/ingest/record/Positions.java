package dev.wardstream.ingest.record;

import dev.wardstream.edge.socket.Json;
import java.util.List;

/** The plain receipt: {@code {"at":["topic/partition/offset"]}}. */
public final class Positions {
  private Positions() {}

  /** The body. */
  public static byte[] body(List<String> positions) {
    return Json.bytes("{\"at\":[\"" + String.join("\",\"", positions) + "\"]}");
  }
}
