package dev.wardstream.accounts;

import dev.wardstream.edge.socket.Conversation;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Peer;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Request;
import tools.jackson.core.JsonParser;

/** Takes tickets; answers {@code who} with the subject and the one stream it is for. */
final class SilentEndpoint implements Endpoint {

  @Override
  public String path() {
    return "/v1/silent";
  }

  @Override
  public boolean takesTickets() {
    return true;
  }

  @Override
  public Conversation open(Peer peer) {
    return new Conversation() {
      @Override
      public Request read(String verb, JsonParser body) throws Refusal {
        body.skipChildren();
        if (!verb.equals("who")) {
          throw Refusal.of(ErrorCode.UNKNOWN_VERB, "no such verb");
        }
        var principal = peer.principal();
        var json =
            "{\"who\":\"%s\",\"only\":\"%s\"}"
                .formatted(principal.subject(), principal.proof().stream());
        return reply -> reply.ok(Json.bytes(json));
      }

      @Override
      public void closed() {}
    };
  }
}
