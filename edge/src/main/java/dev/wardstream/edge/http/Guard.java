package dev.wardstream.edge.http;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Map;
import java.util.Set;

/**
 * Stands in front of every page and socket. Each answer carries headers that keep browsers safe; a
 * page may replace them by its own. Refused are paths that others may read differently, credentials
 * in the query, and changes asked for by pages of origins that are not allowed.
 */
public final class Guard implements HttpHandler {
  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString EXPOSE = new HttpString("Access-Control-Expose-Headers");
  private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");
  private static final HttpString PREFLIGHT = new HttpString("Access-Control-Request-Method");
  private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");

  private static final Map<HttpString, String> SAFETY =
      Map.of(
          new HttpString("Content-Security-Policy"),
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          new HttpString("X-Content-Type-Options"),
          "nosniff",
          new HttpString("X-Frame-Options"),
          "DENY",
          new HttpString("Referrer-Policy"),
          "no-referrer",
          new HttpString("Cross-Origin-Opener-Policy"),
          "same-origin",
          new HttpString("Cross-Origin-Resource-Policy"),
          "same-origin",
          new HttpString("Permissions-Policy"),
          "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
          Headers.CACHE_CONTROL,
          "no-store");

  private final HttpHandler next;
  private final Set<String> origins;
  private final Proxies proxies;
  private final MeterRegistry metrics;

  /**
   * A guard.
   *
   * @param next what it guards
   * @param origins whose pages may change something or read answers, exact
   * @param proxies whose word about the client is believed
   */
  public Guard(HttpHandler next, Set<String> origins, Proxies proxies, MeterRegistry metrics) {
    this.next = next;
    this.origins = origins;
    this.proxies = proxies;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    proxies.apply(exchange);
    protect(exchange);
    if (exchange.isHostIncludedInRequestURI() || !RequestPath.isPlain(exchange.getRequestURI())) {
      refuse(exchange, "path", StatusCodes.BAD_REQUEST, ErrorCode.MALFORMED, "not a plain path");
    } else if (QueryCredentials.isIn(exchange)) {
      refuse(
          exchange,
          "query",
          StatusCodes.BAD_REQUEST,
          ErrorCode.MALFORMED,
          "a credential in the query: send it as Authorization: Bearer, and replace this one");
    } else {
      checkOrigin(exchange);
    }
  }

  private static void protect(HttpServerExchange exchange) {
    var headers = exchange.getResponseHeaders();
    SAFETY.forEach(headers::put);
    if (exchange.getRequestScheme().equals("https")) {
      headers.put(Headers.STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
  }

  private void checkOrigin(HttpServerExchange exchange) throws Exception {
    var values = exchange.getRequestHeaders().get(Headers.ORIGIN);
    if (values == null) {
      var site = exchange.getRequestHeaders().getFirst(FETCH_SITE);
      if (isChange(exchange) && ("cross-site".equals(site) || "same-site".equals(site))) {
        refuseOrigin(exchange);
      } else {
        next.handleRequest(exchange);
      }
      return;
    }
    var allowed = values.size() == 1 && origins.contains(values.getFirst());
    exchange.getResponseHeaders().put(Headers.VARY, "Origin");
    if (allowed) {
      exchange.getResponseHeaders().put(ALLOW_ORIGIN, values.getFirst());
      exchange.getResponseHeaders().put(EXPOSE, "Location, Retry-After");
    }
    if (isPreflight(exchange)) {
      answerPreflight(exchange, allowed);
    } else if (!allowed && isChange(exchange)) {
      refuseOrigin(exchange);
    } else {
      next.handleRequest(exchange);
    }
  }

  private static boolean isChange(HttpServerExchange exchange) {
    var method = exchange.getRequestMethod();
    return !method.equals(Methods.GET)
        && !method.equals(Methods.HEAD)
        && !method.equals(Methods.OPTIONS);
  }

  private static boolean isPreflight(HttpServerExchange exchange) {
    return exchange.getRequestMethod().equals(Methods.OPTIONS)
        && exchange.getRequestHeaders().contains(PREFLIGHT);
  }

  private void answerPreflight(HttpServerExchange exchange, boolean allowed) {
    if (!allowed) {
      refuseOrigin(exchange);
      return;
    }
    exchange
        .getResponseHeaders()
        .put(ALLOW_METHODS, "GET, POST, PUT, DELETE")
        .put(ALLOW_HEADERS, "Authorization, Content-Type, Content-Encoding, Last-Event-ID")
        .put(MAX_AGE, "600");
    exchange.setStatusCode(StatusCodes.NO_CONTENT).endExchange();
  }

  private void refuseOrigin(HttpServerExchange exchange) {
    refuse(
        exchange,
        "origin",
        StatusCodes.FORBIDDEN,
        ErrorCode.FORBIDDEN,
        "pages of this origin may not: the operator names those that may in ORIGINS");
  }

  private void refuse(
      HttpServerExchange exchange, String reason, int status, ErrorCode code, String message) {
    metrics.counter("wardstream.edge.http.refused", "reason", reason).increment();
    Answers.refuse(exchange, status, Refusal.of(code, message));
  }
}
