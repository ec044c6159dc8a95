package dev.wardstream.ingest.act;

import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Request;
import java.time.Instant;
import tools.jackson.core.JsonParser;

/** The verb {@code act} as far as it goes without a patient. */
public final class ActFrames {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private ActFrames() {}

  /** Reads the body the parser stands on. */
  public static Request read(JsonParser body) throws Refusal {
    var frame = ActFrame.read(body, NOW);
    return reply -> reply.ok(Json.bytes("{\"action\":\"" + frame.action() + "\"}"));
  }
}
