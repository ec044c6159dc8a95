package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Path folder = Path.of("");
  private Path first = Path.of("");
  private Path second = Path.of("");
  private Path expired = Path.of("");
  private Path rsa = Path.of("");

  @BeforeAll
  void makeCertificates(@TempDir Path temporary) throws Exception {
    folder = temporary;
    first = TestCertificates.keyStore(folder, "first");
    second = TestCertificates.keyStore(folder, "second");
    expired = TestCertificates.keyStore(folder, "expired", "EC", "-10d", 5);
    rsa = TestCertificates.keyStore(folder, "rsa", "RSA", "-1d", 30);
  }

  private static TestEdge edge(Path keyStore) {
    return new TestEdge(
        "TLS_KEYSTORE",
        keyStore.toString(),
        "TLS_PASSWORD",
        TestCertificates.PASSWORD,
        "TLS_CHECK",
        "PT0.05S");
  }

  /** A file of its own, that a test may replace. */
  private Path copy(Path file, String name) throws IOException {
    return Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private SSLSocket socket(TestEdge edge) throws Exception {
    var context = TestCertificates.trusting(first, second, expired, rsa);
    var socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", edge.server.port());
    socket.setSoTimeout((int) LIMIT.toMillis());
    return socket;
  }

  /** The name on the certificate that a new handshake meets. */
  private String shown(TestEdge edge) throws Exception {
    try (var socket = socket(edge)) {
      socket.startHandshake();
      var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    }
  }

  private HttpClient client() throws Exception {
    return HttpClient.newBuilder()
        .sslContext(TestCertificates.trusting(first, second, rsa))
        .build();
  }

  private String get(HttpClient client, TestEdge edge, String path) throws Exception {
    var uri = URI.create("https://localhost:" + edge.server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void speaksTheNewVersionsWithBothKindsOfKeys(String version) throws Exception {
    for (var keyStore : new Path[] {first, rsa}) {
      try (var edge = edge(keyStore);
          var socket = socket(edge)) {
        socket.setEnabledProtocols(new String[] {version});
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        assertThat(socket.getSession().getCipherSuite()).containsAnyOf("_GCM_", "_POLY1305_");
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "TLSv1.1, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
    "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
    "TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256",
    "TLSv1.2, TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
  })
  void refusesOldVersionsAndCiphers(String version, String cipher) throws Exception {
    try (var edge = edge(rsa);
        var socket = socket(edge)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.setEnabledCipherSuites(new String[] {cipher});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesRenegotiation() throws Exception {
    try (var edge = edge(first);
        var socket = socket(edge)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                socket
                    .getOutputStream()
                    .write(
                        "GET /v1/page HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                if (socket.getInputStream().read() < 0) {
                  throw new SSLException("closed");
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void offersNoOtherProtocolThanHttp11() throws Exception {
    try (var edge = edge(first);
        var socket = socket(edge)) {
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isIn("", "http/1.1");
    }
  }

  /** Receives lines. */
  private static final class Lines implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      lines.add(data.toString());
      from.request(1);
      return null;
    }

    private @Nullable String next() throws InterruptedException {
      return lines.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void takesARenewedKeyStoreWhileASocketStaysOpen() throws Exception {
    var file = copy(first, "renewed.p12");
    try (var edge = edge(file);
        var client = client()) {
      var lines = new Lines();
      var uri = URI.create("wss://localhost:" + edge.server.port() + "/v1/echo");
      var header = "Bearer " + edge.token("mon-7");
      var socket =
          client
              .newWebSocketBuilder()
              .header("Authorization", header)
              .buildAsync(uri, lines)
              .join();
      assertThat(lines.next()).startsWith("{\"hello\"");
      assertThat(shown(edge)).isEqualTo("CN=first");

      copy(second, "renewed.p12");
      Awaitility.await().atMost(LIMIT).until(() -> shown(edge).equals("CN=second"));

      socket.sendText("{\"id\":1,\"echo\":{}}", true).join();
      assertThat(lines.next()).startsWith("{\"id\":1,\"ok\"");
      assertThat(get(client, edge, "/health/ready")).isEqualTo("{\"ready\":true}");
      var until = TestCertificates.certificate(second).getNotAfter().toInstant();
      assertThat(gauge(client, edge, "wardstream_edge_certificate_expires_seconds"))
          .isEqualTo((double) until.getEpochSecond());
      socket.abort();
    }
  }

  private double gauge(HttpClient client, TestEdge edge, String name) throws Exception {
    return get(client, edge, "/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keepsTheOldCertificateWhileTheFileIsBrokenAndSaysSo() throws Exception {
    var file = copy(first, "broken.p12");
    try (var edge = edge(file);
        var client = client()) {
      Files.writeString(file, "half a file");
      Awaitility.await()
          .atMost(LIMIT)
          .until(() ->
              get(client, edge, "/health/ready")
                  .startsWith("{\"ready\":true,\"warnings\":{\"certificate\":"));
      assertThat(shown(edge)).isEqualTo("CN=first");
      assertThat(gauge(client, edge, "wardstream_edge_certificate_stale")).isOne();

      copy(expired, "broken.p12");
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> get(client, edge, "/health/ready").contains("it is valid until"));
      assertThat(shown(edge)).isEqualTo("CN=first");

      copy(second, "broken.p12");
      Awaitility.await().atMost(LIMIT).until(() -> shown(edge).equals("CN=second"));
      assertThat(get(client, edge, "/health/ready")).isEqualTo("{\"ready\":true}");
      assertThat(gauge(client, edge, "wardstream_edge_certificate_stale")).isZero();
    }
  }

  @Test
  void takesPemFilesOnlyOnceCertificateAndKeyBelongTogether() throws Exception {
    var certificate = folder.resolve("fullchain.pem");
    var key = folder.resolve("privkey.pem");
    Files.writeString(certificate, TestCertificates.certificatePem(first));
    Files.writeString(key, TestCertificates.keyPem(first));
    try (var edge =
            new TestEdge(
                "TLS_CERTIFICATE", certificate.toString(),
                "TLS_KEY", key.toString(),
                "TLS_CHECK", "PT0.05S");
        var client = client()) {
      assertThat(shown(edge)).isEqualTo("CN=first");
      Files.writeString(certificate, TestCertificates.certificatePem(rsa));
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> get(client, edge, "/health/ready").contains("warnings"));
      assertThat(shown(edge)).isEqualTo("CN=first");
      Files.writeString(key, TestCertificates.keyPem(rsa));
      Awaitility.await().atMost(LIMIT).until(() -> shown(edge).equals("CN=rsa"));
    }
  }

  @Test
  void isNotReadyWithACertificateThatHasExpired() throws Exception {
    try (var edge = edge(expired);
        var socket = socket(edge)) {
      socket
          .getOutputStream()
          .write(
              "GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 503").contains("the certificate is not valid now");
    }
  }

  @Test
  void doesNotStartWithoutAUsableCertificate() throws Exception {
    var file = folder.resolve("none.p12");
    assertThatThrownBy(() -> edge(file).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.p12");
    assertThatThrownBy(() -> new TestEdge("TLS_CERTIFICATE", "a.pem").close())
        .hasMessageContaining("TLS_CERTIFICATE and TLS_KEY need each other");
    assertThatThrownBy(() -> new TestEdge("HOST", "0.0.0.0").close())
        .hasMessageContaining("TLS_CERTIFICATE");
  }

  @Test
  void asksBrowsersToComeBackOverTlsOnly() throws Exception {
    try (var edge = edge(first);
        var client = client()) {
      var uri = URI.create("https://localhost:" + edge.server.port() + "/v1/page");
      var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000; includeSubDomains");
    }
  }
}
