package dev.wardstream.push.glass;

import dev.wardstream.edge.audit.AccessLog.NotRecordedException;
import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Bodies;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/break-glass} and {@code DELETE /v1/break-glass/{patient}}. Every answer is
 * counted by its outcome.
 */
public final class GlassPage implements HttpHandler {
  /** Where it is mounted. */
  public static final String BELOW = "/v1/break-glass";

  private static final Logger LOGGER = LoggerFactory.getLogger(GlassPage.class);
  private static final Duration LATER = Duration.ofSeconds(2);

  private final BreakGlass glass;
  private final Callers callers;
  private final Bodies bodies;
  private final Supplier<Optional<String>> whyNotReady;
  private final Executor workers;
  private final MeterRegistry meters;

  /**
   * A page.
   *
   * @param whyNotReady until it is empty, rights are not known
   * @param workers threads that may wait
   */
  GlassPage(
      BreakGlass glass,
      Callers callers,
      Bodies bodies,
      Supplier<Optional<String>> whyNotReady,
      Executor workers,
      MeterRegistry meters) {
    this.glass = glass;
    this.callers = callers;
    this.bodies = bodies;
    this.whyNotReady = whyNotReady;
    this.workers = workers;
    this.meters = meters;
  }

  private interface Step {
    String answer(Caller caller) throws Refusal, NotRecordedException;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    var path = exchange.getRelativePath();
    var isRoot = path.isEmpty() || path.equals("/");
    if (isRoot && exchange.getRequestMethod().equals(Methods.POST)) {
      bodies.read(exchange, this::open, this::refuse);
    } else if (!isRoot && exchange.getRequestMethod().equals(Methods.DELETE)) {
      HttpHandler end = worker -> end(worker, path.substring(1));
      exchange.dispatch(workers, end);
    } else {
      exchange.getResponseHeaders().put(Headers.ALLOW, isRoot ? "POST" : "DELETE");
      refuse(
          exchange,
          StatusCodes.METHOD_NOT_ALLOWED,
          Refusal.of(ErrorCode.MALFORMED, "POST here, or DELETE {patient} below"));
    }
  }

  private void open(HttpServerExchange exchange, byte[] body) {
    serve(
        exchange,
        caller -> {
          caller.visit().bytes(body.length);
          var request = GlassRequest.read(body);
          var until = glass.open(caller, request.patient(), request.reason());
          return "{\"ok\":{\"patient\":\"%s\",\"until\":\"%s\"}}"
              .formatted(request.patient(), until);
        });
  }

  private void end(HttpServerExchange exchange, String text) {
    serve(
        exchange,
        caller -> {
          var patient = GlassRequest.patient(text);
          glass.end(caller, patient);
          return "{\"ok\":{\"patient\":\"%s\"}}".formatted(patient);
        });
  }

  private void serve(HttpServerExchange exchange, Step step) {
    try {
      var caller = callers.of(exchange);
      requireReady();
      answer(exchange, caller, step);
    } catch (Refusal e) {
      refuse(exchange, Answers.status(e.code()), e);
    }
  }

  private void requireReady() throws Refusal {
    var whyNot = whyNotReady.get();
    if (whyNot.isPresent()) {
      throw Refusal.retry(ErrorCode.UNAVAILABLE, "this node is not ready: " + whyNot.get(), LATER);
    }
  }

  private void answer(HttpServerExchange exchange, Caller caller, Step step) throws Refusal {
    try {
      var json = step.answer(caller);
      count("ok");
      Answers.send(exchange, StatusCodes.OK, "application/json", Json.bytes(json));
    } catch (NotRecordedException e) {
      throw Refusal.retry(
          ErrorCode.UNAVAILABLE, e.getMessage() + ": nothing has changed; try again", LATER);
    } catch (KafkaException e) {
      LOGGER.atWarn().setCause(e).log("a broken glass cannot be recorded");
      throw Refusal.retry(ErrorCode.UNKNOWN_OUTCOME, "not known to be done; send it again", LATER);
    } catch (Refusal e) {
      caller.refused(BreakGlass.WHAT, e);
      throw e;
    }
  }

  private void refuse(HttpServerExchange exchange, int status, Refusal refusal) {
    count(refusal.code().name().toLowerCase(Locale.ROOT));
    Answers.refuse(exchange, status, refusal);
  }

  private void count(String outcome) {
    meters.counter("wardstream.push.glass", "outcome", outcome).increment();
  }
}
