package dev.wardstream.push.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.TokenMint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleFilesIT {
  private final EdgeServer server = start();
  private final HttpClient http = HttpClient.newHttpClient();

  private static EdgeServer start() {
    var config = EdgeConfig.from(Settings.of("T_", Map.of("T_PORT", "0")), 0);
    return EdgeServer.builder(config)
        .httpBelow("/", new ConsoleFiles(ConsoleFilesIT.class.getClassLoader()))
        .start(TokenMint.temporary(config.rules(), InstantSource.system()).verifier());
  }

  @AfterAll
  void stop() {
    http.shutdownNow();
    server.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "/, text/html; charset=utf-8, no-cache",
    "/index.html, text/html; charset=utf-8, no-cache",
    "/assets/index-1a2b.js, text/javascript; charset=utf-8, 'public, max-age=31536000, immutable'",
  })
  void servesFilesWithAPolicyThatAllowsNothingInlineAndNobodyElse(
      String path, String type, String caching) throws Exception {
    var answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains(type);
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly(caching);
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "/nothing.html, 404",
    "/assets, 404",
    "/.hidden.js, 404",
    "/assets/%2e%2e/index.html, 400",
    "/assets//index-1a2b.js, 400",
    "/index.html;a=b, 400",
    "/index.html%00.js, 400",
    "/assets%2findex-1a2b.js, 400"
  })
  void servesNothingElse(String path, int status) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(status);
  }

  @Test
  void isOnlyRead() throws Exception {
    var answer =
        http.send(request("/").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }
}
