package dev.wardstream.push.me;

import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.push.table.Rights;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /v1/me}: who the bearer of a token is here, and which wards, patients and rooms are
 * theirs at this moment. Decides on a worker thread.
 */
public final class MePage implements HttpHandler {
  /** Where it is mounted. */
  public static final String PATH = "/v1/me";

  private static final Duration LATER = Duration.ofSeconds(2);

  private final Callers callers;
  private final Rights rights;
  private final Supplier<Optional<String>> whyNotReady;

  /**
   * A page.
   *
   * @param whyNotReady until it is empty, rights are not known
   */
  public MePage(Callers callers, Rights rights, Supplier<Optional<String>> whyNotReady) {
    this.callers = callers;
    this.rights = rights;
    this.whyNotReady = whyNotReady;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.getRequestMethod().equals(Methods.GET)) {
      HttpHandler later = this::answer;
      exchange.dispatch(later);
    } else {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET");
      Answers.refuse(
          exchange, StatusCodes.METHOD_NOT_ALLOWED, Refusal.of(ErrorCode.MALFORMED, "only GET"));
    }
  }

  private void answer(HttpServerExchange exchange) {
    try {
      var principal = callers.of(exchange).principal();
      var whyNot = whyNotReady.get();
      if (whyNot.isPresent()) {
        throw Refusal.retry(
            ErrorCode.UNAVAILABLE, "this node is not ready: " + whyNot.get(), LATER);
      }
      var body = Json.bytes(MeJson.of(principal, rights));
      Answers.send(exchange, StatusCodes.OK, "application/json", body);
    } catch (Refusal e) {
      Answers.refuse(exchange, Answers.status(e.code()), e);
    }
  }
}
