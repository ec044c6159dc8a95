package dev.wardstream.push.page;

import dev.wardstream.edge.access.Lapse;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.http.ResponseStream;
import dev.wardstream.edge.socket.Bye;
import dev.wardstream.edge.socket.CloseReason;
import dev.wardstream.edge.socket.Conversation;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Peer;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.edge.socket.SocketContext;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import tools.jackson.core.ObjectReadContext;

/**
 * One request for a stream, from the moment its sender is known to the end of the response: a
 * conversation with one subscription, whose lines are written in the form that was asked for. It
 * holds one message at a time, and asks for the next when the socket has taken it.
 *
 * <p>Owned by the exchange's I/O thread; the methods of {@link Peer} may be called from any.
 */
final class StreamResponse implements Peer {
  /**
   * Longest time that a poll waits for what it missed to be read, beyond what it wanted to wait.
   */
  private static final Duration READING = Duration.ofSeconds(10);

  private enum Phase {
    ASKING,
    OPEN,
    ENDING,
    GONE
  }

  private final StreamPage page;
  private final SocketContext context;
  private final HttpServerExchange exchange;
  private final Caller caller;
  private final StreamQuery query;
  private final Form form;
  private final ResponseStream response;
  private final String name = "h-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  private final AtomicBoolean woken = new AtomicBoolean();
  private Phase phase = Phase.ASKING;
  private @Nullable Conversation conversation;
  private @Nullable Bye bye;
  private XnioExecutor.@Nullable Key ticking;
  private XnioExecutor.@Nullable Key patience;
  private boolean flushing;
  private boolean sending;
  private long sendingSince;
  private long endingSince;
  private final long begun = System.nanoTime();
  private long beaten = begun;

  StreamResponse(
      StreamPage page,
      SocketContext context,
      HttpServerExchange exchange,
      Caller caller,
      StreamQuery query,
      Form form) {
    this.page = page;
    this.context = context;
    this.exchange = exchange;
    this.caller = caller;
    this.query = query;
    this.form = form;
    response = new ResponseStream(exchange, form.type());
  }

  /** Subscribes; on the I/O thread. */
  void begin(Endpoint endpoint) {
    exchange.addExchangeCompleteListener((_, next) -> {
      gone();
      next.proceed();
    });
    page.opened(this);
    var talk = endpoint.open(this);
    conversation = talk;
    var body = Json.bytes(query.sub());
    try (var parser = Json.STRICT.createParser(ObjectReadContext.empty(), body)) {
      parser.nextToken();
      talk.read("sub", parser).serve(new Subscribed());
    } catch (Refusal e) {
      refused(e);
    }
    reconsider();
    tick();
  }

  private final class Subscribed implements Reply {
    @Override
    public void ok(byte[] body) {
      execute(StreamResponse.this::accepted);
    }

    @Override
    public void refuse(Refusal refusal) {
      execute(() -> refused(refusal));
    }
  }

  private void refused(Refusal refusal) {
    if (phase == Phase.ASKING) {
      caller.refused("sub", refusal);
      answer(query.inQuery(refusal));
    }
  }

  /** Answers with an error in place of the stream. */
  private void answer(Refusal refusal) {
    ending();
    context.metrics().refused(refusal.code());
    Answers.refuse(exchange, Answers.status(refusal.code()), refusal);
  }

  private void ending() {
    phase = Phase.ENDING;
    endingSince = System.nanoTime();
    hangUp();
  }

  private void hangUp() {
    var talk = conversation;
    conversation = null;
    if (talk != null) {
      talk.closed();
    }
  }

  private void accepted() {
    if (phase == Phase.ASKING) {
      phase = Phase.OPEN;
      if (form instanceof Poll poll) {
        patience = response.schedule(() -> due(poll), query.patience());
      }
      flush();
    }
  }

  private void due(Poll poll) {
    poll.due();
    askPosition();
    if (phase == Phase.OPEN) {
      patience = response.schedule(() -> late(poll), READING);
    }
  }

  private void late(Poll poll) {
    poll.late();
    askPosition();
    if (phase == Phase.OPEN && !poll.isOver() && !response.isStarted()) {
      answer(
          Refusal.retry(ErrorCode.UNAVAILABLE, "the log is not read yet", Duration.ofSeconds(1)));
    }
  }

  /** Lets the conversation say where it is. */
  private void askPosition() {
    var talk = conversation;
    if (talk != null) {
      talk.beat();
      flush();
    }
  }

  /** Writes what there is, as long as the socket takes it. */
  private void flush() {
    woken.set(false);
    if (flushing) {
      return;
    }
    flushing = true;
    var more = true;
    while (more && !sending && phase == Phase.OPEN) {
      more = fill();
      var piece = form.take(!more);
      if (piece.hasRemaining()) {
        more = true;
        sending = true;
        sendingSince = System.nanoTime();
        context.metrics().sent(piece.remaining());
        response.send(piece, this::sent);
      }
    }
    flushing = false;
  }

  /** Whether something was added. */
  private boolean fill() {
    var goodbye = bye;
    var talk = conversation;
    if (form.isOver()) {
      return false;
    }
    if (goodbye != null && form instanceof Events events) {
      events.end(goodbye);
      return true;
    }
    var before = form.appended();
    if (talk != null) {
      talk.fill(form);
    }
    return form.appended() > before;
  }

  private void sent(boolean successful) {
    sending = false;
    form.taken();
    if (!successful) {
      response.abort();
      return;
    }
    var talk = conversation;
    if (talk != null) {
      talk.taken();
    }
    if (form.isOver()) {
      ending();
      response.end();
    } else if (!flushing) {
      flush();
    }
  }

  /** Asks it to end; any thread. */
  void drain() {
    close(CloseReason.DRAINING);
  }

  /** Whether it is this subject's; any thread. */
  boolean isOf(String subject) {
    return principal().subject().equals(subject);
  }

  /** Ends if its principal has lost their standing. */
  void reconsider() {
    context.tokens().standing().lapse(principal()).ifPresent(this::lapsed);
  }

  private void lapsed(Lapse lapse) {
    if (isLasting()) {
      context.metrics().lapsed(lapse);
      var why = Refusal.of(ErrorCode.UNAUTHENTICATED, lapse.name());
      var denied = why.denied(principal(), Denied.SOCKET, caller.path(), caller.address());
      caller.refusals().refused(denied);
      leave(lapse == Lapse.RIGHTS_CHANGED ? CloseReason.FORBIDDEN : CloseReason.UNAUTHENTICATED);
    }
  }

  private boolean isLasting() {
    return bye == null && (phase == Phase.ASKING || phase == Phase.OPEN);
  }

  private void leave(CloseReason reason) {
    if (!isLasting()) {
      return;
    }
    context.metrics().closed(reason);
    var goodbye = Bye.because(reason);
    if (!response.isStarted()) {
      answer(refusal(goodbye));
    } else if (form instanceof Events) {
      bye = goodbye;
      endingSince = System.nanoTime();
      hangUp();
      flush();
    } else if (reason != CloseReason.DRAINING) {
      response.abort(); // in the middle of a snapshot: it is not JSON, and says nothing
    }
  }

  private static Refusal refusal(Bye bye) {
    return switch (bye.reason()) {
      case DRAINING, SLOW_CONSUMER, IDLE ->
          Refusal.retry(
              ErrorCode.UNAVAILABLE,
              "ended by this node: come back with your cursor",
              Duration.ofMillis(bye.afterMillis()));
      case TOKEN_EXPIRED, UNAUTHENTICATED, NO_HELLO ->
          Refusal.of(ErrorCode.UNAUTHENTICATED, "the token is not valid any more");
      case FORBIDDEN, PROTOCOL, SUPERSEDED, LIMIT ->
          Refusal.of(ErrorCode.FORBIDDEN, "the token grants other things now: get a new one");
    };
  }

  private void tick() {
    if (phase == Phase.GONE) {
      return;
    }
    var limits = context.limits();
    if (!isLasting()) {
      if (passed(endingSince, limits.drain())) {
        response.abort();
      }
    } else if (!context.clock().instant().isBefore(principal().expires())) {
      leave(CloseReason.TOKEN_EXPIRED);
    } else if (phase == Phase.ASKING && passed(begun, query.patience().plus(READING))) {
      answer(
          Refusal.retry(ErrorCode.UNAVAILABLE, "not read yet: ask again", Duration.ofSeconds(1)));
    } else if (sending && passed(sendingSince, limits.write())) {
      leave(CloseReason.SLOW_CONSUMER);
    } else if (form instanceof Events && passed(beaten, limits.heartbeat())) {
      beaten = System.nanoTime();
      askPosition();
    }
    if (phase != Phase.GONE) {
      ticking = response.schedule(this::tick, limits.tick());
    }
  }

  private static boolean passed(long since, Duration limit) {
    return System.nanoTime() - since > limit.toNanos();
  }

  /** The response has ended, for whatever reason. */
  private void gone() {
    if (phase != Phase.GONE) {
      phase = Phase.GONE;
      hangUp();
      cancel(ticking);
      cancel(patience);
      page.closed(this);
    }
  }

  private static void cancel(XnioExecutor.@Nullable Key timer) {
    if (timer != null) {
      timer.remove();
    }
  }

  @Override
  public Principal principal() {
    return caller.principal();
  }

  @Override
  public String session() {
    return name;
  }

  @Override
  public @Nullable String address() {
    return caller.address();
  }

  @Override
  public void wake() {
    if (!woken.get() && woken.compareAndSet(false, true)) {
      execute(this::flush);
    }
  }

  @Override
  public void execute(Runnable step) {
    response.execute(step);
  }

  @Override
  public void after(Duration pause, Runnable step) {
    var _ = response.schedule(step, pause);
  }

  /** There is nothing to read. */
  @Override
  public void suspendReads() {}

  @Override
  public void resumeReads() {}

  @Override
  public void close(CloseReason reason) {
    execute(() -> leave(reason));
  }
}
