package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Readiness readiness = new Readiness();
  private final OperationsServer server =
      OperationsServer.start(new OperationsConfig("127.0.0.1", 0, false), readiness, meters);

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + server.port() + path);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void saysWhatIsNotReadyAndWhy() throws IOException, InterruptedException {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    readiness.require("stores", () -> Optional.of("patients: 3 of 10 records"));

    var ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .isEqualTo("{\"ready\":false,\"why\":{\"stores\":\"patients: 3 of 10 records\"}}");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void servesMetricsAndNothingElse() throws IOException, InterruptedException {
    try (var _ = ProcessMetrics.bind(meters)) {
      assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes", "process_uptime");
    }
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void listensOffLoopbackOnlyWhenTold() {
    assertThatThrownBy(() -> new OperationsConfig("0.0.0.0", 0, false))
        .hasMessageContaining("ALLOW_PLAINTEXT=true");
    var settings = Settings.of("T_", Map.of("T_HOST", "0.0.0.0", "T_ALLOW_PLAINTEXT", "true"));

    assertThat(OperationsConfig.from(settings, 7430).port()).isEqualTo(7430);
  }
}
