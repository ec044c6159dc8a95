package dev.wardstream.fuzz;

import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.limit.NoSeat;
import dev.wardstream.edge.limit.Seat;
import dev.wardstream.edge.limit.Seats;
import dev.wardstream.edge.socket.Conversation;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Peer;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Request;
import dev.wardstream.edge.socket.SocketContext;
import dev.wardstream.edge.socket.SocketLimits;
import dev.wardstream.edge.socket.SocketMetrics;
import dev.wardstream.edge.socket.SocketSession;
import dev.wardstream.ingest.act.ActFrames;
import dev.wardstream.ingest.chat.ChatFrames;
import dev.wardstream.ingest.put.PutFrames;
import dev.wardstream.push.session.PushFrames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * One message on an authenticated socket. A line gets one answer at most, and each answer is one
 * JSON object. Longer messages than the limit never get here: the library closes the socket.
 */
public final class FramesTarget {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final SocketLimits LIMITS =
      SocketLimits.from(
          Settings.of("", Map.of("DEVICE_RATE", "1000000", "ADDRESS_RATE", "1000000")));
  private static final TokenRules RULES =
      new TokenRules("issuer", "audience", Duration.ofMinutes(15), Duration.ofSeconds(10));
  private static final SocketContext CONTEXT =
      new SocketContext(
          LIMITS,
          TokenMint.temporary(RULES, CLOCK).verifier(),
          _ -> {}, // nobody verifies: a hello or auth stays without its answer
          CLOCK,
          new SocketMetrics(new SimpleMeterRegistry()),
          RefusalLog.NONE);
  private static final Principal PRINCIPAL =
      new Principal(
          "mon-7", Set.of(Role.DEVICE), Set.of(), Set.of(), Set.of(), NOW.plusSeconds(600));

  private FramesTarget() {}

  /** Both endpoints' verbs on one socket. */
  private static final class EveryVerb implements Endpoint, Conversation {
    @Override
    public String path() {
      return "/v1/every";
    }

    @Override
    public Conversation open(Peer peer) {
      return this;
    }

    @Override
    public Request read(String verb, JsonParser body) throws Refusal {
      return switch (verb) {
        case "put" -> PutFrames.read(body);
        case "act" -> ActFrames.read(body);
        case "say", "edit", "retract", "read", "typing" -> ChatFrames.read(verb, body);
        case "sub", "unsub", "credit" -> PushFrames.read(verb, body);
        default -> throw Refusal.of(ErrorCode.UNKNOWN_VERB, "no such verb");
      };
    }

    @Override
    public void closed() {}
  }

  /** Tries one message. */
  public static void fuzzerTestOneInput(byte[] message) {
    if (message.length > LIMITS.messageBytes()) {
      return;
    }
    var wire = new RecordingWire();
    var session = new SocketSession(CONTEXT, new EveryVerb(), wire, seat());
    session.opened(PRINCIPAL, "");
    wire.lines().clear();
    session.received(message, message.length);
    wire.lines().forEach(FramesTarget::requireAnswer);
    if (wire.lines().size() > requests(message)) {
      throw new AssertionError("more answers than requests");
    }
    session.ended();
  }

  private static Seat seat() {
    try {
      return new Seats(LIMITS.caps(), LIMITS.rates())
          .reserve(InetAddress.getLoopbackAddress(), false);
    } catch (NoSeat e) {
      throw new AssertionError("the first has no place", e);
    }
  }

  private static int requests(byte[] message) {
    int requests = 0;
    boolean blank = true;
    for (byte b : message) {
      if (b == '\n') {
        requests += blank ? 0 : 1;
        blank = true;
      } else {
        blank &= b >= 0 && b <= ' ';
      }
    }
    requests += blank ? 0 : 1;
    return Math.max(requests, 1);
  }

  private static void requireAnswer(byte[] line) {
    try (var parser = Json.STRICT.createParser(ObjectReadContext.empty(), line)) {
      boolean answers = false;
      parser.nextToken();
      for (var name = parser.nextName(); name != null; name = parser.nextName()) {
        answers |= name.equals("ok") || name.equals("error") || name.equals("bye");
        parser.nextToken();
        parser.skipChildren();
      }
      if (!answers || parser.nextToken() != null) {
        throw new AssertionError("not one answer");
      }
    }
  }
}
