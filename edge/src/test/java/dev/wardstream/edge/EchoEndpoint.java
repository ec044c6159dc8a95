package dev.wardstream.edge;

import dev.wardstream.edge.socket.Conversation;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Peer;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.edge.socket.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JsonParser;

/**
 * Answers {@code echo} with the names of its fields, and {@code hold} when the test releases it.
 * {@code fail} is refused before its body is read.
 */
final class EchoEndpoint implements Endpoint {
  final ConcurrentLinkedQueue<Reply> held = new ConcurrentLinkedQueue<>();
  final CopyOnWriteArrayList<Peer> peers = new CopyOnWriteArrayList<>();
  final AtomicInteger served = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();

  @Override
  public String path() {
    return "/v1/echo";
  }

  @Override
  public Conversation open(Peer peer) {
    peers.add(peer);
    return new Conversation() {
      @Override
      public Request read(String verb, JsonParser body) throws Refusal {
        return switch (verb) {
          case "echo" -> echo(names(body));
          case "hold" -> {
            names(body);
            yield hold();
          }
          case "fail" -> throw Refusal.at("fail.x", ErrorCode.BAD_TIME, "never");
          default -> throw Refusal.of(ErrorCode.UNKNOWN_VERB, "no such verb");
        };
      }

      @Override
      public void closed() {
        closed.incrementAndGet();
      }
    };
  }

  private Request echo(List<String> names) {
    return reply -> {
      served.incrementAndGet();
      reply.ok(Json.bytes("{\"names\":\"" + String.join(",", names) + "\"}"));
    };
  }

  private Request hold() {
    return reply -> {
      served.incrementAndGet();
      held.add(reply);
    };
  }

  private static List<String> names(JsonParser body) {
    var names = new ArrayList<String>();
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      names.add(name);
      body.nextToken();
      body.skipChildren();
    }
    return names;
  }
}
