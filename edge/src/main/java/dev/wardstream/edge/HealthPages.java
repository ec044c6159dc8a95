package dev.wardstream.edge;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.PathHandler;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics}. */
final class HealthPages {
  private HealthPages() {}

  static void add(PathHandler paths, Readiness readiness, PrometheusMeterRegistry metrics) {
    paths.addExactPath("/health/live", exchange -> answer(exchange, 200, JSON, "{\"live\":true}"));
    paths.addExactPath("/health/ready", exchange -> ready(exchange, readiness));
    HttpHandler scrape = exchange -> answer(exchange, 200, PROMETHEUS, metrics.scrape());
    paths.addExactPath(
        "/metrics", exchange -> exchange.dispatch(scrape)); // gauges may take a while
  }

  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static void ready(HttpServerExchange exchange, Readiness readiness) {
    var status = readiness.isReady() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE;
    answer(exchange, status, JSON, readiness.json());
  }

  private static void answer(HttpServerExchange exchange, int status, String type, String body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(body);
  }
}
