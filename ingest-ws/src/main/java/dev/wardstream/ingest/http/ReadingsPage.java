package dev.wardstream.ingest.http;

import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Bodies;
import dev.wardstream.edge.http.BodyLimits;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.ingest.http.Body.Item;
import dev.wardstream.ingest.http.Body.Shape;
import dev.wardstream.ingest.put.Puts;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * {@code POST /v1/readings}: the body of {@code put}, an array of them, or one per line, with the
 * semantics of the socket. {@code GET} tells the limits.
 */
public final class ReadingsPage implements HttpHandler {
  /** Where it is mounted. */
  public static final String PATH = "/v1/readings";

  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final Set<String> LINE_TYPES =
      Set.of(LINES, "application/jsonl", "application/ndjson");
  private static final Set<String> PARAMETERS = Set.of("charset=utf-8");

  private static final String VERB = "readings";

  private final Puts puts;
  private final Callers callers;
  private final Bodies bodies;
  private final Executor workers;
  private final MeterRegistry metrics;
  private final byte[] limits;

  /**
   * A page.
   *
   * @param workers where tokens are verified and puts are read
   */
  public ReadingsPage(
      Puts puts,
      Callers callers,
      Bodies bodies,
      BodyLimits limits,
      Executor workers,
      MeterRegistry metrics) {
    this.puts = puts;
    this.callers = callers;
    this.bodies = bodies;
    this.workers = workers;
    this.metrics = metrics;
    this.limits =
        Json.bytes(
            "{\"limits\":{\"bodyBytes\":%d,\"inflatedBytes\":%d,\"puts\":%d}}"
                .formatted(limits.bytes(), limits.inflatedBytes(), Body.MAX_PUTS));
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    var method = exchange.getRequestMethod();
    if (method.equals(Methods.GET)) {
      Answers.send(exchange, StatusCodes.OK, JSON, limits);
    } else if (!method.equals(Methods.POST)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, POST");
      refuse(
          exchange,
          StatusCodes.METHOD_NOT_ALLOWED,
          Refusal.of(ErrorCode.MALFORMED, "readings are sent with POST"));
    } else {
      HttpHandler take = this::take;
      exchange.dispatch(workers, take);
    }
  }

  private void take(HttpServerExchange exchange) {
    Caller caller;
    try {
      caller = callers.of(exchange);
    } catch (Refusal e) {
      refuse(exchange, Answers.status(e.code()), e);
      return;
    }
    var type = type(exchange);
    if (type.equals(JSON) || LINE_TYPES.contains(type)) {
      var lines = !type.equals(JSON);
      bodies.read(exchange, (read, content) -> serve(read, content, lines, caller), this::refuse);
    } else {
      exchange.getResponseHeaders().put(Headers.ACCEPT, JSON + ", " + LINES);
      refuse(
          exchange,
          StatusCodes.UNSUPPORTED_MEDIA_TYPE,
          Refusal.of(ErrorCode.MALFORMED, "Content-Type may be " + JSON + " or " + LINES));
    }
  }

  private static String type(HttpServerExchange exchange) {
    return exchange.getRequestHeaders().contains(Headers.CONTENT_TYPE)
        ? MediaType.of(exchange, PARAMETERS)
        : JSON;
  }

  private void serve(HttpServerExchange exchange, byte[] content, boolean lines, Caller caller) {
    Body body;
    try {
      caller.visit().bytes(content.length);
      body = body(content, lines, caller);
      caller.visit().requests(body.items().size());
    } catch (Refusal e) {
      refuse(exchange, Answers.status(e.code()), e);
      return;
    }
    exchange.dispatch(SameThreadExecutor.INSTANCE, () -> record(exchange, body, caller));
  }

  /** What is not understood counts as one put. */
  private Body body(byte[] content, boolean lines, Caller caller) throws Refusal {
    try {
      var principal = caller.principal();
      return lines ? Body.lines(content, puts, principal) : Body.json(content, puts, principal);
    } catch (Refusal e) {
      caller.visit().requests(1);
      throw e;
    }
  }

  private void record(HttpServerExchange exchange, Body body, Caller caller) {
    var items = body.items();
    metrics.counter("wardstream.edge.requests", "verb", VERB).increment(items.size());
    var type = body.shape() == Shape.LINES ? LINES : JSON;
    var outcomes =
        new Outcomes(
            body.shape(),
            items.size(),
            caller.visit().share(),
            all -> Later.run(exchange, () -> answer(exchange, type, all, caller)));
    for (var i = 0; i < items.size(); i++) {
      var reply = outcomes.reply(i);
      switch (items.get(i)) {
        case Item.Accepted(var request) -> request.serve(reply);
        case Item.Refused(var refusal) -> reply.refuse(refusal);
      }
    }
  }

  private void answer(HttpServerExchange exchange, String type, Outcomes outcomes, Caller caller) {
    for (var refusal : outcomes.refusals()) {
      count(refusal);
      caller.refused(VERB, refusal);
    }
    var after = outcomes.retryAfter();
    if (after != null) {
      Answers.retryAfter(exchange, after);
    }
    Answers.send(exchange, outcomes.status(), type, outcomes.json());
  }

  private void refuse(HttpServerExchange exchange, int status, Refusal refusal) {
    count(refusal);
    Answers.refuse(exchange, status, refusal);
  }

  private void count(Refusal refusal) {
    metrics.counter("wardstream.edge.refusals", "code", refusal.code().name()).increment();
  }
}
