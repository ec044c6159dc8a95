package dev.wardstream.embedded.registry;

import dev.wardstream.schemas.registry.RegistryError;
import dev.wardstream.schemas.registry.RegistryException;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP of Confluent's REST API: paths, statuses, media type. Runs on worker threads. */
final class RegistryHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(RegistryHandler.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String VERSION = "/subjects/{subject}/versions/{version}";
  private static final String COMPATIBILITY = "/compatibility" + VERSION;

  /** The answer to a request. */
  @FunctionalInterface
  private interface Answer {
    String to(Call call) throws IOException;
  }

  /** One request. */
  private record Call(HttpServerExchange exchange) {
    String subject() {
      return parameter("subject");
    }

    String version() {
      return parameter("version");
    }

    String parameter(String name) {
      var values = exchange.getQueryParameters().get(name);
      return values == null ? "" : values.getFirst();
    }

    boolean asks(String name) {
      return parameter(name).equals("true");
    }

    String body() throws IOException {
      return new String(exchange.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private RegistryHandler() {}

  static HttpHandler of(RegistryApi api) {
    var routes = new RoutingHandler();
    get(routes, "/", call -> "{}");
    get(routes, "/subjects", call -> api.subjects());
    get(routes, "/subjects/{subject}/versions", call -> api.versions(call.subject()));
    get(routes, VERSION, call -> api.version(call.subject(), call.version()));
    get(routes, VERSION + "/schema", call -> api.schemaOf(call.subject(), call.version()));
    get(routes, "/schemas/types", call -> api.types());
    get(routes, "/schemas/ids/{id}", call -> api.schemaById(call.parameter("id")));
    get(routes, "/config", call -> api.level(null, false));
    get(
        routes,
        "/config/{subject}",
        call -> api.level(call.subject(), call.asks("defaultToGlobal")));
    write(routes, "POST", "/subjects/{subject}", c -> api.lookUp(c.subject(), c.body()));
    write(routes, "POST", "/subjects/{subject}/versions", c -> api.register(c.subject(), c.body()));
    write(routes, "PUT", "/config", call -> api.configure(null, call.body()));
    write(routes, "PUT", "/config/{subject}", c -> api.configure(c.subject(), c.body()));
    write(
        routes,
        "POST",
        COMPATIBILITY,
        c -> api.compatible(c.subject(), c.version(), c.body(), c.asks("verbose")));
    routes.setFallbackHandler(exchange -> fail(exchange, 404, 404, "HTTP 404 Not Found"));
    routes.setInvalidMethodHandler(
        exchange -> fail(exchange, 405, 405, "HTTP 405 Method Not Allowed"));
    return new BlockingHandler(routes);
  }

  private static void get(RoutingHandler routes, String path, Answer answer) {
    routes.get(path, exchange -> answer(exchange, answer));
  }

  /** A web page can send plain text to any address, but JSON only where it is allowed to. */
  private static void write(RoutingHandler routes, String method, String path, Answer answer) {
    routes.add(
        method,
        path,
        exchange -> {
          var type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
          if (type == null || !type.contains("json")) {
            fail(exchange, 415, 415, "HTTP 415 Unsupported Media Type");
          } else {
            answer(exchange, answer);
          }
        });
  }

  private static void answer(HttpServerExchange exchange, Answer answer) {
    try {
      send(exchange, 200, answer.to(new Call(exchange)));
    } catch (RegistryException e) {
      if (e.error() == RegistryError.UNAVAILABLE) {
        LOGGER.atWarn().setCause(e).log("registry request failed");
      }
      fail(exchange, e.error().status(), e.error().code(), String.valueOf(e.getMessage()));
    } catch (RequestTooBigException e) {
      fail(exchange, 413, 413, "HTTP 413 Request Entity Too Large");
    } catch (IOException e) {
      LOGGER.atDebug().setCause(e).log("registry client went away");
      exchange.endExchange();
    }
  }

  private static void fail(HttpServerExchange exchange, int status, int code, String message) {
    send(exchange, status, RegistryApi.failure(code, message));
  }

  private static void send(HttpServerExchange exchange, int status, String json) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, MEDIA_TYPE);
    exchange.getResponseSender().send(json, StandardCharsets.UTF_8);
  }
}
