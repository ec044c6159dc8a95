package dev.wardstream.edge;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
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
    server = EdgeServer.builder(config(environment)).endpoint(echo).start(mint.verifier(standing));
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

  @Override
  public void close() {
    server.close();
  }
}
