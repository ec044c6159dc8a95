package dev.wardstream.cli.platform;

import dev.wardstream.edge.access.TokenMint;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code GET /v1/demo}: tokens of the demo identities, for whoever sits at this computer and nobody
 * else. The {@code Host} is checked too: a web page elsewhere that has its name point to this
 * computer (DNS rebinding) gets nothing. Runs on I/O threads.
 *
 * @param demo whom to offer
 * @param mint makes the tokens
 */
record DemoPage(Demo demo, TokenMint mint) implements HttpHandler {
  static final String PATH = "/v1/demo";
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (!exchange.getRequestMethod().equals(Methods.GET)) {
      exchange.setStatusCode(StatusCodes.METHOD_NOT_ALLOWED);
      return;
    }
    if (!isHere(exchange)) {
      exchange.setStatusCode(StatusCodes.FORBIDDEN);
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(json());
  }

  private static boolean isHere(HttpServerExchange exchange) {
    var source = exchange.getSourceAddress();
    var host = host(exchange.getRequestHeaders().getFirst(Headers.HOST));
    return source != null && source.getAddress().isLoopbackAddress() && HERE.contains(host);
  }

  private static String host(String header) {
    try {
      return String.valueOf(URI.create("http://" + header).getHost()).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private String json() {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("ward", demo.ward());
      json.writeArrayPropertyStart("identities");
      demo.people().forEach(person -> write(json, person));
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private void write(JsonGenerator json, Demo.Person person) {
    var principal = person.principal();
    json.writeStartObject();
    json.writeStringProperty("name", person.name());
    json.writeStringProperty(
        "role", principal.roles().iterator().next().name().toLowerCase(Locale.ROOT));
    json.writeArrayPropertyStart("wards");
    principal.wards().stream().sorted().forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("token", mint.issue(principal, Duration.ofHours(12)));
    json.writeEndObject();
  }
}
