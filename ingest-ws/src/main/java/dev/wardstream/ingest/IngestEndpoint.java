package dev.wardstream.ingest;

import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.socket.CloseReason;
import dev.wardstream.edge.socket.Conversation;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Peer;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Request;
import dev.wardstream.ingest.act.Acts;
import dev.wardstream.ingest.chat.Chats;
import dev.wardstream.ingest.put.Puts;
import dev.wardstream.ingest.record.Recorder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonParser;

/**
 * {@code /v1/ingest}. Of two sockets of one device the newest wins; the older one is closed. (Per
 * node: across nodes the order of boot and seq decides downstream.)
 */
final class IngestEndpoint implements Endpoint {
  private final Puts puts;
  private final Chats chats;
  private final Acts acts;
  private final Recorder recorder;
  private final Map<String, Peer> devices = new ConcurrentHashMap<>();

  IngestEndpoint(Puts puts, Chats chats, Acts acts, Recorder recorder) {
    this.puts = puts;
    this.chats = chats;
    this.acts = acts;
    this.recorder = recorder;
  }

  @Override
  public String path() {
    return "/v1/ingest";
  }

  @Override
  public int credit(int most) {
    return recorder.credit(most);
  }

  @Override
  public Conversation open(Peer peer) {
    var principal = peer.principal();
    if (principal.is(Role.DEVICE)) {
      var older = devices.put(principal.subject(), peer);
      if (older != null) {
        older.close(CloseReason.SUPERSEDED);
      }
    }
    return new Talk(peer);
  }

  private final class Talk implements Conversation {
    private final Peer peer;

    Talk(Peer peer) {
      this.peer = peer;
    }

    @Override
    public Request read(String verb, JsonParser body) throws Refusal {
      var principal = peer.principal();
      return switch (verb) {
        case "put" -> puts.read(body, principal);
        case "say", "edit", "retract", "read", "typing" -> chats.read(verb, body, principal);
        case "act" -> acts.read(body, principal);
        default ->
            throw Refusal.of(
                ErrorCode.UNKNOWN_VERB, "put, say, edit, retract, read, typing or act");
      };
    }

    @Override
    public void closed() {
      devices.remove(peer.principal().subject(), peer);
    }
  }
}
