package dev.wardstream.edge;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** An edge server with an {@link EchoEndpoint} on a free port, and tokens for it. */
final class TestEdge implements AutoCloseable {
  private static final TokenRules RULES =
      new TokenRules("wardstream", "wardstream", Duration.ofMinutes(15), Duration.ZERO);

  final TokenMint mint = TokenMint.temporary(RULES, InstantSource.system());
  final EchoEndpoint echo = new EchoEndpoint();
  final EdgeServer server;

  /** Starts with these settings, given in pairs. */
  TestEdge(String... settings) {
    this(Standing.ALWAYS, settings);
  }

  TestEdge(Standing standing, String... settings) {
    var environment = new HashMap<String, String>();
    environment.put("TEST_PORT", "0");
    environment.put("TEST_TOKEN_SKEW", "PT0S");
    for (var i = 0; i < settings.length; i += 2) {
      environment.put("TEST_" + settings[i], settings[i + 1]);
    }
    server =
        EdgeServer.builder(config(environment))
            .endpoint(echo)
            .http("/v1/page", TestEdge::page)
            .start(mint.verifier(standing));
  }

  /** A page that tells who asks, as far as it knows. */
  private static void page(HttpServerExchange exchange) {
    exchange
        .getResponseSender()
        .send(
            "%s %s %s %s"
                .formatted(
                    exchange.getRequestMethod(),
                    exchange.getRequestScheme(),
                    exchange.getSourceAddress().getAddress().getHostAddress(),
                    exchange.getRequestHeaders().contains("X-Forwarded-For")));
  }

  static EdgeConfig config(Map<String, String> environment) {
    var settings = Settings.of("TEST_", environment);
    var config = EdgeConfig.from(settings, 0);
    settings.refuseUnknown();
    return config;
  }

  /** A connection that has said hello. */
  TestSocket greeted(String subject) throws IOException {
    var socket = TestSocket.open(server.port());
    socket.send("{\"id\":0,\"hello\":{\"token\":\"" + token(subject) + "\"}}");
    var answer = socket.line();
    if (!answer.startsWith("{\"id\":0,\"ok\":")) {
      throw new IOException("no greeting but " + answer);
    }
    return socket;
  }

  String token(String subject, Duration lifetime) {
    return mint.issue(principal(subject), lifetime);
  }

  String token(String subject) {
    return token(subject, Duration.ofMinutes(5));
  }

  static Principal principal(String subject) {
    return new Principal(subject, Set.of(Role.DEVICE), Set.of(), Set.of(), Set.of(), Instant.EPOCH);
  }

  /** The value of a line of {@code /metrics}; 0 when there is none. */
  double metric(String name) throws IOException {
    var request = "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    try (var page = new TestSocket(server.port(), request)) {
      return page.body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .sum();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
