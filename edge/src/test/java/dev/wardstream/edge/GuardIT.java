package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardIT {
  private final TestEdge edge = new TestEdge("ORIGINS", "https://ward.example");
  private final TestEdge behind = new TestEdge("PROXIES", "127.0.0.1,10.0.0.0/8");

  @AfterAll
  void stop() {
    edge.close();
    behind.close();
  }

  /** Sends a request and reads all that is answered. */
  private static String ask(TestEdge edge, String line, String... headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.server.port())) {
      socket.setSoTimeout(20_000);
      var request = new StringBuilder(line).append("\r\nHost: x\r\nConnection: close\r\n");
      for (var header : headers) {
        request.append(header).append("\r\n");
      }
      request.append("\r\n");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String ask(String line, String... headers) throws IOException {
    return ask(edge, line, headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/page",
        "POST /v1/page",
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
        "GET /nothing/here",
        "GET //odd",
        "DELETE /v1/echo",
        "GET /v1/echo",
        "GET /v1/page?token=x"
      })
  void protectsEveryAnswer(String request) throws Exception {
    var answer = ask(request + " HTTP/1.1");
    assertThat(answer)
        .contains("X-Content-Type-Options: nosniff\r\n")
        .contains("Referrer-Policy: no-referrer\r\n")
        .contains("X-Frame-Options: DENY\r\n")
        .contains("frame-ancestors 'none'")
        .contains("Permissions-Policy: ")
        .contains("Cross-Origin-Opener-Policy: same-origin\r\n")
        .contains("Cross-Origin-Resource-Policy: same-origin\r\n")
        .contains("Cache-Control: no-store\r\n")
        .doesNotContain("Strict-Transport-Security")
        .doesNotContainIgnoringCase("\r\nServer:")
        .doesNotContainIgnoringCase("\r\nX-Powered-By:")
        .doesNotContainIgnoringCase("\r\nSet-Cookie:")
        .doesNotContain("Access-Control-Allow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/page",
        "/v1//page",
        "/v1/%2e%2e/metrics",
        "/v1/../metrics",
        "/v1/page;a=b",
        "/v1%2fpage",
        "/v1/page%00",
        "/v1\\page",
        "http://x/v1/page",
        "http://127.0.0.1/metrics"
      })
  void refusesOddPaths(String path) throws Exception {
    assertThat(ask("GET " + path + " HTTP/1.1")).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token=abc",
        "ACCESS_TOKEN=abc",
        "a=b&%74oken=abc",
        "ticket=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln",
        "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"
      })
  void refusesCredentialsInTheQueryAndDoesNotRepeatThem(String query) throws Exception {
    var answer = ask("GET /v1/page?" + query + " HTTP/1.1");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("a credential in the query");
    assertThat(answer).doesNotContain("abc").doesNotContain("eyJ");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "POST, Origin: https://ward.example, 200",
    "POST, Origin: https://evil.example, 403",
    "POST, Origin: https://ward.example.evil.example, 403",
    "POST, Origin: https://WARD.example, 403",
    "POST, Origin: https://ward.example:444, 403",
    "POST, Origin: http://ward.example, 403",
    "POST, Origin: null, 403",
    "PUT, Origin: https://evil.example, 403",
    "DELETE, Origin: https://evil.example, 403",
    "POST, Sec-Fetch-Site: cross-site, 403",
    "POST, Sec-Fetch-Site: same-site, 403",
    "POST, Sec-Fetch-Site: same-origin, 200",
    "POST, X: no browser, 200",
    "GET, Origin: https://evil.example, 200",
  })
  void letsOnlyPagesOfAllowedOriginsChangeSomething(String method, String header, int status)
      throws Exception {
    var answer = ask(method + " /v1/page HTTP/1.1", header);
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer.contains("Access-Control-Allow-Origin: https://ward.example\r\n"))
        .isEqualTo(header.equals("Origin: https://ward.example"));
    assertThat(answer).doesNotContain("Access-Control-Allow-Credentials");
  }

  @Test
  void refusesTwoOrigins() throws Exception {
    var origin = "Origin: https://ward.example";
    assertThat(ask("POST /v1/page HTTP/1.1", origin, origin)).startsWith("HTTP/1.1 403");
  }

  @Test
  void answersPreflightsOfAllowedOriginsOnly() throws Exception {
    var wish = "Access-Control-Request-Method: POST";
    assertThat(ask("OPTIONS /v1/page HTTP/1.1", "Origin: https://ward.example", wish))
        .startsWith("HTTP/1.1 204")
        .contains("Access-Control-Allow-Origin: https://ward.example\r\n")
        .contains("Access-Control-Allow-Headers: Authorization, Content-Type")
        .contains("Vary: Origin\r\n");
    assertThat(ask("OPTIONS /v1/page HTTP/1.1", "Origin: https://evil.example", wish))
        .startsWith("HTTP/1.1 403")
        .doesNotContain("Access-Control-Allow");
  }

  @Test
  void believesNobodyAboutTheClient() throws Exception {
    assertThat(
            ask(
                "GET /v1/page HTTP/1.1",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Proto: https",
                "Forwarded: for=203.0.113.9;proto=https"))
        .endsWith("GET http 127.0.0.1 false")
        .doesNotContain("Strict-Transport-Security");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "'198.51.100.1, 203.0.113.9', 203.0.113.9",
    "'203.0.113.9, 10.1.2.3', 203.0.113.9",
    "'203.0.113.9, somebody', 127.0.0.1",
    "10.1.2.3, 127.0.0.1",
  })
  void believesAConfiguredProxyAsFarAsItKnows(String header, String client) throws Exception {
    var answer =
        ask(
            behind,
            "GET /v1/page HTTP/1.1",
            "X-Forwarded-For: " + header,
            "X-Forwarded-Proto: https");
    assertThat(answer)
        .endsWith("GET https " + client + " false")
        .contains("Strict-Transport-Security: ");
  }

  @Test
  void countsWhatItRefuses() throws Exception {
    ask("GET //counted HTTP/1.1");
    assertThat(ask("GET /metrics HTTP/1.1"))
        .contains("wardstream_edge_http_refused_total{reason=\"path\"}");
  }
}
