package dev.wardstream.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenID Connect discovery against a local server. */
class DiscoveryIT {
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);

  DiscoveryIT() throws IOException {}

  @BeforeEach
  void serve() throws Exception {
    var keys = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("a").generate());
    pages.put("/realm/keys", keys.toString());
    server.createContext(
        "/",
        exchange -> {
          var page = pages.get(exchange.getRequestURI().getPath());
          var body = (page == null ? "" : page).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              page == null ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI issuer() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realm");
  }

  private void discover(String issuer, String keys) {
    pages.put(
        "/realm/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer, keys));
  }

  @Test
  void findsTheKeysOfTheIssuer() {
    discover(issuer().toString(), issuer() + "/keys");
    assertThat(RemoteKeys.discovered(issuer()).find("a")).isPresent();
  }

  @Test
  void takesNothingFromTheDocumentOfAnotherIssuer() {
    discover("https://other.example/realm", issuer() + "/keys");
    assertThat(RemoteKeys.discovered(issuer()).find("a")).isEmpty();
  }

  @Test
  void takesNoKeysThatLieWhereOthersCouldChangeThem() {
    discover(issuer().toString(), "http://192.0.2.1/keys");
    assertThat(RemoteKeys.discovered(issuer()).find("a")).isEmpty();
  }

  @Test
  void takesNoDocumentBeyondTheLimit() {
    discover(issuer().toString(), issuer() + "/keys");
    pages.put("/realm/keys", pages.get("/realm/keys") + " ".repeat(300 << 10));
    assertThat(RemoteKeys.discovered(issuer()).find("a")).isEmpty();
  }
}
