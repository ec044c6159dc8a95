package dev.wardstream.push.page;

import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.edge.http.LastingPage;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.SocketContext;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code GET /v1/streams/{stream}}: as events where {@code Accept} names {@code text/event-stream},
 * else as one answer in JSON. Any thread.
 */
public final class StreamPage implements LastingPage {
  /** Where it is mounted. */
  public static final String BELOW = "/v1/streams";

  private static final HttpString BUFFERING = new HttpString("X-Accel-Buffering");
  private static final String EVENTS = "text/event-stream";

  private final Endpoint endpoint;
  private final SocketContext context;
  private final Callers callers;
  private final Set<StreamResponse> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  /**
   * A page.
   *
   * @param endpoint whose streams these are
   */
  public StreamPage(Endpoint endpoint, SocketContext context) {
    this.endpoint = endpoint;
    this.context = context;
    callers = new Callers(context.tokens(), null, context.refusals());
    context.tokens().standing().listen(this::reconsider);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    var accept = exchange.getRequestHeaders().get(Headers.ACCEPT);
    var accepted = accept == null ? "*/*" : String.join(",", accept);
    if (!exchange.getRequestMethod().equals(Methods.GET)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, Methods.GET_STRING);
      refuse(
          exchange,
          StatusCodes.METHOD_NOT_ALLOWED,
          Refusal.of(ErrorCode.MALFORMED, "a stream is read with GET"));
    } else if (accepted.contains(EVENTS)) {
      exchange.getResponseHeaders().put(BUFFERING, "no");
      HttpHandler later = worker -> admit(worker, true);
      exchange.dispatch(context.workers(), later);
    } else if (accepted.contains("application/json") || accepted.contains("*")) {
      HttpHandler later = worker -> admit(worker, false);
      exchange.dispatch(context.workers(), later);
    } else {
      refuse(
          exchange,
          StatusCodes.NOT_ACCEPTABLE,
          Refusal.of(ErrorCode.MALFORMED, "Accept may be text/event-stream or application/json"));
    }
  }

  private void admit(HttpServerExchange exchange, boolean events) {
    try {
      var caller = callers.ofWatcher(exchange);
      var query = StreamQuery.of(exchange, events);
      if (events) {
        caller.visit().stay(caller.principal());
      }
      context.metrics().understood(events ? "events" : "poll");
      var full = context.limits().messageBytes();
      var form = events ? new Events(full) : new Poll(full, query.cursor());
      var response = new StreamResponse(this, context, exchange, caller, query, form);
      Runnable begin = () -> response.begin(endpoint);
      exchange.dispatch(exchange.getIoThread(), begin);
    } catch (Refusal e) {
      refuse(exchange, Answers.status(e.code()), e);
    }
  }

  private void refuse(HttpServerExchange exchange, int status, Refusal refusal) {
    context.metrics().refused(refusal.code());
    Answers.refuse(exchange, status, refusal);
  }

  void opened(StreamResponse response) {
    open.add(response);
    if (draining) {
      response.drain();
    }
  }

  void closed(StreamResponse response) {
    open.remove(response);
  }

  private void reconsider(String subject) {
    for (var response : open) {
      if (response.isOf(subject)) {
        response.execute(response::reconsider);
      }
    }
  }

  @Override
  public void drain() {
    draining = true;
    open.forEach(StreamResponse::drain);
  }
}
