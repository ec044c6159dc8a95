package dev.wardstream.edge.socket;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.limit.NoSeat;
import dev.wardstream.edge.limit.Seat;
import dev.wardstream.edge.limit.Share;
import java.time.Duration;
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
public final class SocketSession implements Incoming {
  private static final String INVALID = "the token is not valid";
  private static final Duration LATER = Duration.ofSeconds(5);

  private enum Phase {
    GREETING,
    VERIFYING,
    OPEN,
    LEAVING
  }

  final SocketContext context;
  final Endpoint endpoint;
  final Wire wire;
  final SessionPeer peer;
  final Outbox outbox;
  private final Deadlines deadlines;
  private final Seat seat;
  private final Throttle throttle;
  private final Verification verification;
  private final Denials denials;
  private final ArrayDeque<byte[]> unread = new ArrayDeque<>();
  private Phase phase = Phase.GREETING;
  private @Nullable Conversation conversation;
  private @Nullable Refusal overRate;
  private boolean endpointSuspends;
  private boolean suspended;
  private boolean gone;
  private byte @Nullable [] trace;
  private volatile String origin = "";

  /**
   * A connection that has just been upgraded; {@link #opened} begins it.
   *
   * @param seat its place, released by whoever reserved it
   */
  public SocketSession(SocketContext context, Endpoint endpoint, Wire wire, Seat seat) {
    this.context = context;
    this.endpoint = endpoint;
    this.wire = wire;
    this.seat = seat;
    throttle = new Throttle(seat);
    verification = new Verification(context, endpoint, wire);
    denials = new Denials(context, endpoint, wire);
    outbox = new Outbox(context, wire, this);
    deadlines = new Deadlines(context, this);
    peer = new SessionPeer(this);
    context.metrics().opened();
  }

  /**
   * Begins. With a principal, from the upgrade, the server says hello unasked.
   *
   * @param from origin of the page that connects; empty when it is not a page
   */
  public void opened(@Nullable Principal principal, String from) {
    if (gone) {
      return;
    }
    origin = from;
    if (principal != null) {
      begin(principal);
      outbox.greet(Json.bytes("{\"hello\":" + greeting() + "}"));
      reconsider();
    }
    tick();
  }

  /** The upgrade told which trace it belongs to; before {@link #opened}. */
  public void traced(byte @Nullable [] traceparent) {
    trace = traceparent;
  }

  /** A whole text message: one JSON object per line. */
  @Override
  public void received(byte[] utf8, int length) {
    var now = System.nanoTime();
    deadlines.received(now);
    throttle.message(length, now);
    context.metrics().received(length);
    outbox.hold();
    switch (phase) {
      case GREETING, OPEN -> lines(utf8, 0, length);
      case VERIFYING -> unread.add(Arrays.copyOf(utf8, length));
      case LEAVING -> {}
    }
    pauseIfDue();
    outbox.flush();
  }

  @Override
  public void began() {
    deadlines.began();
  }

  /** A binary message, which the protocol does not have. */
  @Override
  public void receivedBinary() {
    close(CloseReason.PROTOCOL);
  }

  @Override
  public void heard() {
    var now = System.nanoTime();
    deadlines.heard(now);
    throttle.control(now);
    pauseIfDue();
  }

  private void pauseIfDue() {
    if (throttle.begins()) {
      context.metrics().paused();
      applyReads();
      wire.schedule(
          () -> {
            throttle.resume();
            applyReads();
          },
          Throttle.PAUSE);
    }
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
    var count = 0;
    while (start < length) {
      if (phase == Phase.VERIFYING) {
        unread.add(Arrays.copyOfRange(utf8, start, length));
        return;
      }
      var end = Lines.end(utf8, start, length);
      if (phase != Phase.LEAVING && !Lines.isBlank(utf8, start, end)) {
        blank = false;
        if (++count > context.limits().pendingRequests()) {
          close(CloseReason.LIMIT);
          return;
        }
        line(utf8, start, end - start);
      }
      start = end + 1;
    }
    if (blank) {
      overRate = throttle.request();
      refuse(null, null, 0, Refusal.of(ErrorCode.MALFORMED, "an empty message"));
    }
  }

  private void line(byte[] utf8, int offset, int length) {
    overRate = throttle.request();
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

  /** A request has been refused; any thread. */
  void refused(@Nullable String verb, Refusal refusal) {
    denials.refused(peer.known(), phase == Phase.VERIFYING, verb, refusal);
  }

  private Request read(String verb, JsonParser body) throws Refusal {
    var over = overRate;
    if (over != null) {
      throw over;
    }
    var talk = conversation;
    if (verb.equals("hello")) {
      var shown = TokenFrame.read("hello", body);
      if (talk != null) {
        throw Refusal.of(ErrorCode.MALFORMED, "already authenticated: renew with auth");
      }
      return reply -> hello(shown, reply);
    }
    if (talk == null) {
      throw Refusal.of(ErrorCode.UNAUTHENTICATED, "say hello with a token first");
    }
    if (verb.equals("auth")) {
      var shown = TokenFrame.read("auth", body);
      return reply -> renew(shown, reply);
    }
    return talk.read(verb, body);
  }

  private void hello(TokenFrame shown, Reply reply) {
    phase = Phase.VERIFYING;
    applyReads();
    verification.of(shown, origin, principal -> welcome(principal, reply), () -> turnAway(reply));
  }

  private void welcome(Principal principal, Reply reply) {
    if (phase != Phase.VERIFYING) {
      return;
    }
    try {
      seat.claim(principal.subject(), principal.weight());
    } catch (NoSeat e) {
      context.metrics().noSeat(e.full());
      reply.refuse(Refusal.retry(ErrorCode.RATE, "too many connections of this subject", LATER));
      close(CloseReason.LIMIT);
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
    reply.refuse(Refusal.of(ErrorCode.UNAUTHENTICATED, INVALID));
    close(CloseReason.UNAUTHENTICATED);
  }

  private void begin(Principal principal) {
    phase = Phase.OPEN;
    peer.become(principal);
    conversation = endpoint.open(peer);
  }

  private void renew(TokenFrame shown, Reply reply) {
    verification.of(
        shown,
        origin,
        principal -> renewed(principal, reply),
        () -> reply.refuse(Refusal.of(ErrorCode.UNAUTHENTICATED, INVALID)));
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
    if (phase == Phase.OPEN) {
      var lapse = context.tokens().standing().lapse(peer.principal());
      lapse.ifPresent(why -> close(denials.lapsed(peer.known(), why)));
    }
  }

  void close(CloseReason reason) {
    if (phase != Phase.LEAVING) {
      leave();
      deadlines.leaving();
      outbox.bye(reason, reason == CloseReason.UNAUTHENTICATED || reason == CloseReason.LIMIT);
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
    if (conversation != null) {
      conversation.beat();
    }
  }

  boolean fill(OutgoingMessage message) {
    return phase == Phase.OPEN && conversation != null && conversation.fill(message);
  }

  void taken() {
    if (conversation != null) {
      conversation.taken();
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
            || (phase != Phase.LEAVING
                && (endpointSuspends || throttle.isPaused() || outbox.isOverfull()));
    if (suspend != suspended) {
      suspended = suspend;
      if (suspend) {
        wire.suspendReads();
      } else {
        deadlines.resumed();
        wire.resumeReads();
      }
    }
  }

  boolean isSuspended() {
    return suspended;
  }

  @Nullable Share share() {
    return seat.share();
  }

  byte @Nullable [] trace() {
    return trace;
  }
}
