package dev.wardstream.edge.socket;

import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Lapse;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.Denied;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * One connection from upgrade to end: reads lines, authenticates, hands requests to the endpoint's
 * conversation, answers each once, and keeps the deadlines.
 *
 * <p>Owned by the connection's I/O thread, except the methods of {@link Peer} that say otherwise.
 * At most {@link SocketLimits#pendingRequests} requests are unanswered, within one message: beyond
 * that the socket is not read.
 */
public final class SocketSession {
  private static final byte LINE_FEED = '\n';

  private enum Phase {
    GREETING,
    VERIFYING,
    OPEN,
    LEAVING
  }

  private final SocketContext context;
  private final Endpoint endpoint;
  private final Wire wire;
  private final SessionPeer peer;
  private final Outbox outbox;
  private final Deadlines deadlines;
  private final ArrayDeque<byte[]> unread = new ArrayDeque<>();
  private Phase phase = Phase.GREETING;
  private @Nullable Conversation conversation;
  private boolean endpointSuspends;
  private boolean suspended;
  private boolean gone;

  /** A connection that has just been upgraded; {@link #opened} begins it. */
  public SocketSession(SocketContext context, Endpoint endpoint, Wire wire) {
    this.context = context;
    this.endpoint = endpoint;
    this.wire = wire;
    outbox = new Outbox(context, wire, this);
    deadlines = new Deadlines(context, this);
    peer = new SessionPeer(this);
  }

  /** Begins. With a principal, from the upgrade, the server says hello unasked. */
  public void opened(@Nullable Principal principal) {
    context.metrics().opened();
    if (principal != null) {
      begin(principal);
      outbox.line(Json.bytes("{\"hello\":" + greeting() + "}"));
      reconsider();
    }
    tick();
  }

  /** A whole text message: one JSON object per line. */
  public void received(byte[] utf8, int length) {
    deadlines.heard();
    context.metrics().received(length);
    outbox.hold();
    switch (phase) {
      case GREETING, OPEN -> lines(utf8, 0, length);
      case VERIFYING -> unread.add(Arrays.copyOf(utf8, length));
      case LEAVING -> {}
    }
    outbox.flush();
  }

  /** A binary message, which the protocol does not have. */
  public void receivedBinary() {
    close(CloseReason.PROTOCOL);
  }

  /** A pong. */
  public void heard() {
    deadlines.heard();
  }

  /** The connection has ended, for whatever reason. */
  public void ended() {
    if (!gone) {
      gone = true;
      context.metrics().gone();
      leave();
      outbox.drop();
    }
  }

  private void lines(byte[] utf8, int from, int length) {
    var start = from;
    var blank = from == 0;
    while (start < length) {
      if (phase == Phase.VERIFYING) {
        unread.add(Arrays.copyOfRange(utf8, start, length));
        return;
      }
      var end = start;
      while (end < length && utf8[end] != LINE_FEED) {
        end++;
      }
      if (phase != Phase.LEAVING && !isBlank(utf8, start, end)) {
        blank = false;
        line(utf8, start, end - start);
      }
      start = end + 1;
    }
    if (blank) {
      refuse(null, null, 0, Refusal.of(ErrorCode.MALFORMED, "an empty message"));
    }
  }

  private static boolean isBlank(byte[] utf8, int start, int end) {
    for (var i = start; i < end; i++) {
      if (utf8[i] > ' ' || utf8[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private void line(byte[] utf8, int offset, int length) {
    var envelope = Envelope.read(utf8, offset, length, this::read);
    var refusal = envelope.refusal();
    var verb = envelope.verb();
    if (verb != null && (refusal == null || refusal.code() != ErrorCode.UNKNOWN_VERB)) {
      context.metrics().understood(phase == Phase.GREETING ? "hello" : verb);
    }
    var request = envelope.request();
    if (refusal != null) {
      refuse(envelope.id(), verb, length, refusal);
    } else if (request != null) {
      outbox.expect(length);
      request.serve(new Answer(this, envelope.id(), verb, length));
    }
  }

  private void refuse(@Nullable String id, @Nullable String verb, int length, Refusal refusal) {
    outbox.expect(length);
    new Answer(this, id, verb, length).refuse(refusal);
  }

  /** A request has been refused; any thread. What is not theirs to ask for goes on record. */
  void refused(@Nullable String verb, Refusal refusal) {
    context.metrics().refused(refusal.code());
    var principal = peer.known();
    var isForbidden = refusal.code() == ErrorCode.FORBIDDEN;
    var isBadToken =
        refusal.code() == ErrorCode.UNAUTHENTICATED
            && (principal != null || phase == Phase.VERIFYING);
    if (verb != null && (isForbidden || isBadToken)) {
      var denied = refusal.denied(principal, verb, endpoint.path(), wire.address());
      context.refusals().refused(denied);
    }
  }

  private Request read(String verb, JsonParser body) throws Refusal {
    var talk = conversation;
    if (verb.equals("hello")) {
      var token = TokenFrame.read("hello", body);
      return talk == null ? reply -> hello(token, reply) : SocketSession::alreadyGreeted;
    }
    if (talk == null) {
      throw Refusal.of(ErrorCode.UNAUTHENTICATED, "say hello with a token first");
    }
    if (verb.equals("auth")) {
      var token = TokenFrame.read("auth", body);
      return reply -> renew(token, reply);
    }
    return talk.read(verb, body);
  }

  private static void alreadyGreeted(Reply reply) {
    reply.refuse(Refusal.of(ErrorCode.MALFORMED, "already authenticated: renew with auth"));
  }

  private void hello(String token, Reply reply) {
    phase = Phase.VERIFYING;
    applyReads();
    context
        .workers()
        .execute(() -> {
          try {
            var principal = context.tokens().verify(token);
            wire.execute(() -> welcome(principal, reply));
          } catch (InvalidToken e) {
            wire.execute(() -> turnAway(reply));
          }
        });
  }

  private void welcome(Principal principal, Reply reply) {
    if (phase != Phase.VERIFYING) {
      return;
    }
    begin(principal);
    reply.ok(Json.bytes(greeting()));
    reconsider();
    while (phase == Phase.OPEN && !unread.isEmpty()) {
      var message = unread.remove();
      lines(message, 0, message.length);
    }
    applyReads();
    outbox.flush();
  }

  private void turnAway(Reply reply) {
    reply.refuse(Refusal.of(ErrorCode.UNAUTHENTICATED, "the token is not valid"));
    close(CloseReason.UNAUTHENTICATED);
  }

  private void begin(Principal principal) {
    phase = Phase.OPEN;
    peer.become(principal);
    conversation = endpoint.open(peer);
  }

  private void renew(String token, Reply reply) {
    context
        .workers()
        .execute(() -> {
          try {
            var principal = context.tokens().verify(token);
            wire.execute(() -> renewed(principal, reply));
          } catch (InvalidToken e) {
            reply.refuse(Refusal.of(ErrorCode.UNAUTHENTICATED, "the token is not valid"));
          }
        });
  }

  private void renewed(Principal principal, Reply reply) {
    if (!principal.subject().equals(peer.principal().subject())) {
      reply.refuse(Refusal.of(ErrorCode.FORBIDDEN, "a token of another subject"));
      return;
    }
    peer.become(principal);
    reply.ok(Json.bytes("{\"expires\":\"" + Greeting.time(principal.expires()) + "\"}"));
    reconsider();
  }

  private String greeting() {
    return Greeting.json(peer.session(), context.limits(), context.clock().instant());
  }

  /** Says bye, finishes within the drain time what is being answered, and closes. */
  public void drain() {
    if (phase != Phase.LEAVING) {
      phase = Phase.LEAVING;
      deadlines.leaving();
      outbox.bye(CloseReason.DRAINING, true);
    }
  }

  /** Whether the peer has authenticated as this subject. Safe from any thread. */
  public boolean isOf(String subject) {
    return peer.is(subject);
  }

  /** Closes if the peer has lost its standing. */
  public void reconsider() {
    if (phase != Phase.OPEN) {
      return;
    }
    var lapse = context.tokens().standing().lapse(peer.principal());
    if (lapse.isPresent()) {
      context.metrics().lapsed(lapse.get());
      var reason = Refusal.of(ErrorCode.UNAUTHENTICATED, lapse.get().name());
      context
          .refusals()
          .refused(reason.denied(peer.known(), Denied.SOCKET, endpoint.path(), wire.address()));
      close(
          lapse.get() == Lapse.RIGHTS_CHANGED
              ? CloseReason.FORBIDDEN
              : CloseReason.UNAUTHENTICATED);
    }
  }

  void close(CloseReason reason) {
    if (phase != Phase.LEAVING) {
      leave();
      deadlines.leaving();
      outbox.bye(reason, reason == CloseReason.UNAUTHENTICATED);
    }
  }

  private void leave() {
    phase = Phase.LEAVING;
    unread.clear();
    var talk = conversation;
    conversation = null;
    if (talk != null) {
      talk.closed();
    }
  }

  private void tick() {
    if (!gone) {
      switch (phase) {
        case GREETING -> deadlines.greet();
        case VERIFYING -> {}
        case OPEN -> deadlines.live(peer.principal().expires());
        case LEAVING -> deadlines.leave();
      }
      wire.schedule(this::tick, context.limits().tick());
    }
  }

  /** The heartbeat interval has passed. */
  void beat() {
    if (!outbox.isSending()) {
      wire.ping();
    }
    var talk = conversation;
    if (talk != null) {
      talk.beat();
    }
  }

  void fill(OutgoingMessage message) {
    var talk = conversation;
    if (phase == Phase.OPEN && talk != null) {
      talk.fill(message);
    }
  }

  void suspend(boolean suspends) {
    endpointSuspends = suspends;
    applyReads();
  }

  /** Reads or not, as the phase, the pending requests and the endpoint want it. */
  void applyReads() {
    var suspend =
        phase == Phase.VERIFYING
            || (phase != Phase.LEAVING && (endpointSuspends || outbox.isOverfull()));
    if (suspend != suspended) {
      suspended = suspend;
      if (suspend) {
        wire.suspendReads();
      } else {
        deadlines.heard();
        wire.resumeReads();
      }
    }
  }

  boolean isSuspended() {
    return suspended;
  }

  void answered(Answer answer) {
    outbox.answered(answer);
  }

  SocketContext context() {
    return context;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Wire wire() {
    return wire;
  }

  Outbox outbox() {
    return outbox;
  }

  Peer peer() {
    return peer;
  }
}
