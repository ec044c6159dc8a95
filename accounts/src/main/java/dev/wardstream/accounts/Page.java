package dev.wardstream.accounts;

import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.TokenVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests with small JSON bodies, answered on the threads of a lane. Bodies are read on I/O
 * threads, before a place in the lane is taken: a slow one holds nobody up.
 */
final class Page implements HttpHandler {
  private static final int LARGEST_BODY = 32 << 10;
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final String BEARER = "Bearer ";
  private static final HttpString SNIFF = new HttpString("X-Content-Type-Options");

  /** What a page does. */
  @FunctionalInterface
  interface Action {
    byte[] answer(Request request) throws AccountRefusal;
  }

  /**
   * How a request is answered.
   *
   * @param name in the metrics
   * @param lane where
   */
  record Route(String name, Lane lane, Action action) {}

  /** Finds the route of a method and path; null when there is none. */
  @FunctionalInterface
  interface Routes {
    @Nullable Route of(String method, String path);
  }

  /**
   * One request.
   *
   * @param form its body
   */
  record Request(HttpServerExchange exchange, Form form, TokenVerifier tokens) {

    /** Who asks. */
    Principal principal() throws AccountRefusal {
      var header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
      try {
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
          return tokens.verify(header.substring(BEARER.length()).strip());
        }
      } catch (InvalidToken _) {
        // answered like a missing one
      }
      throw AccountRefusal.of(Fault.UNAUTHENTICATED, "send a valid token as Bearer");
    }

    /** Where it comes from, for the record. */
    String host() {
      return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    /** Where it comes from: of IPv6, the network, of which one subscriber has all addresses. */
    String address() {
      var address = exchange.getSourceAddress().getAddress();
      var bytes = address.getAddress();
      return HexFormat.of()
          .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }
  }

  private final Routes routes;
  private final TokenVerifier tokens;
  private final MeterRegistry meters;

  Page(Routes routes, TokenVerifier tokens, MeterRegistry meters) {
    this.routes = routes;
    this.tokens = tokens;
    this.meters = meters;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store").put(SNIFF, "nosniff");
    var method = exchange.getRequestMethod().toString();
    var route = routes.of(method, exchange.getRequestPath());
    if (route == null) {
      refuse(exchange, "none", AccountRefusal.of(Fault.MALFORMED, "no such method and path"));
    } else if (!exchange.getQueryString().isEmpty()) {
      refuse(exchange, route.name(), AccountRefusal.of(Fault.MALFORMED, "nothing in the query"));
    } else if (method.equals("GET")) {
      queue(exchange, route, new byte[0]);
    } else if (!isJson(exchange)) {
      refuse(
          exchange,
          route.name(),
          AccountRefusal.of(Fault.MALFORMED, "send JSON with Content-Type: application/json"));
    } else {
      var receiver = exchange.getRequestReceiver();
      receiver.setMaxBufferSize(LARGEST_BODY);
      receiver.receiveFullBytes(
          (received, body) -> queue(received, route, body),
          (failed, cause) -> unread(failed, route, cause));
    }
  }

  private static boolean isJson(HttpServerExchange exchange) {
    var type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }

  private void unread(HttpServerExchange exchange, Route route, Throwable cause) {
    if (cause instanceof Receiver.RequestToLargeException) {
      refuse(
          exchange,
          route.name(),
          AccountRefusal.of(Fault.TOO_LARGE, "over %d bytes".formatted(LARGEST_BODY)));
    } else {
      exchange.setPersistent(false).endExchange();
    }
  }

  private void queue(HttpServerExchange exchange, Route route, byte[] body) {
    if (!route.lane().enter()) {
      refuse(
          exchange,
          route.name(),
          AccountRefusal.retry(Fault.RATE, "others are being answered", MOMENT));
      return;
    }
    HttpHandler later =
        dispatched -> {
          try {
            answer(dispatched, route, body);
          } finally {
            route.lane().leave();
          }
        };
    exchange.dispatch(route.lane().threads(), later);
  }

  private void answer(HttpServerExchange exchange, Route route, byte[] body) {
    try {
      var answer = route.action().answer(new Request(exchange, Form.read(body), tokens));
      count(route.name(), "ok");
      send(exchange, 200, answer);
    } catch (AccountRefusal refusal) {
      refuse(exchange, route.name(), refusal);
    }
  }

  private void refuse(HttpServerExchange exchange, String name, AccountRefusal refusal) {
    count(name, refusal.fault().name());
    var after = refusal.after();
    if (after != null) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, Math.max(1, after.toSeconds()));
    }
    if (refusal.fault() == Fault.UNAUTHENTICATED) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
    }
    send(exchange, refusal.fault().status(), AccountJson.refusal(refusal));
  }

  private void count(String operation, String outcome) {
    meters
        .counter("wardstream.accounts.requests", "operation", operation, "outcome", outcome)
        .increment();
  }

  private static void send(HttpServerExchange exchange, int status, byte[] body) {
    exchange.setStatusCode(status);
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "application/json")
        .put(Headers.CONTENT_LENGTH, body.length);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }

  /** Routes of exact paths, by method and path with a space between. */
  static Routes exactly(Map<String, Route> routes) {
    return (method, path) -> routes.get(method + " " + path);
  }
}
