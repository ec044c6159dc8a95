package dev.wardstream.ingest.put;

import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Request;
import java.util.List;
import tools.jackson.core.JsonParser;

/** The verb {@code put} as far as it goes without Kafka: read, placed, answered. */
public final class PutFrames {
  private PutFrames() {}

  /** Reads the body the parser stands on; answers with what was rejected. */
  public static Request read(JsonParser body) throws Refusal {
    var put = new PutReader().read(body);
    var placement = Placement.of(put, null);
    var receipt = PutReceipt.body(List.of(), placement, put.rejected());
    return reply -> reply.ok(receipt.length == 0 ? Json.bytes("{}") : receipt);
  }
}
