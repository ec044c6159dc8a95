package dev.wardstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/readings",
        "/v1/alerts/5f0c%3A1/why",
        "/assets/index-D3.js",
        "/fhir/",
        "/a/..b/c.",
        "/a=b&c"
      })
  void takesPlainPaths(String path) {
    assertThat(RequestPath.isPlain(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "v1",
        "//",
        "//v1/readings",
        "/v1//readings",
        "/v1/./readings",
        "/v1/../metrics",
        "/..",
        "/v1/%2e%2e/metrics",
        "/v1/%2E./metrics",
        "/v1/.%2e/metrics",
        "/v1%2freadings",
        "/v1%5creadings",
        "/v1\\readings",
        "/v1/readings;a=b",
        "/;a=b/v1/readings",
        "/v1/readings%3ba=b",
        "/v1/readings%00",
        "/v1/readings%0d%0aX:1",
        "/v1/readings%",
        "/v1/readings%4",
        "/v1/readings%zz",
        "/v1/%c0%ae%c0%ae/metrics",
        "/v1/%252e%252e/metrics",
        "/v1/read ings",
        "/v1/reädings",
        "http://ward.example/v1/readings"
      })
  void refusesPathsThatOthersMayReadDifferently(String path) {
    assertThat(RequestPath.isPlain(path)).isFalse();
  }
}
