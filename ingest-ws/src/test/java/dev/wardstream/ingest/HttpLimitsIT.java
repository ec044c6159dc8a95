package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What one device and one address may take over HTTP. Debts are minutes long, so that no time that
 * a test may take pays them.
 */
class HttpLimitsIT {
  private static final String READINGS = "/v1/readings";
  private static final String FHIR = "/fhir/Observation";
  private static final String LINES = "application/x-ndjson";
  private static final String RESOURCE = "application/fhir+json";

  private static String put(String device, long seq) {
    return "{\"device\":\"%s\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":%d,\"hr\":72}]}"
        .formatted(device, seq, seq);
  }

  private static String puts(String device, int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(seq -> put(device, seq))
        .collect(Collectors.joining("\n"));
  }

  private static String observation(String device) {
    return """
    {"resourceType":"Observation","status":"final",
     "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},
     "device":{"reference":"Device/%s"},"effectiveDateTime":"2026-11-21T10:00:00Z",
     "valueQuantity":{"value":72,"system":"http://unitsofmeasure.org","code":"/min"}}
    """
        .formatted(device);
  }

  private static List<Long> recorded(Ward ward) {
    return ward.read(Topics.VITALS_UNASSIGNED, DeviceReadings.class).stream()
        .map(record -> record.value().getSeq())
        .toList();
  }

  private static void assertOverTheRate(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isGreaterThan(60);
    assertThat(answer.body())
        .startsWith("{\"error\":{\"code\":\"RATE\"")
        .contains("\"retry\":true")
        .containsPattern("\"afterMs\":[0-9]{5,}");
  }

  private static void assertThrottled(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isGreaterThan(60);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(RESOURCE);
    assertThat(answer.body()).contains("OperationOutcome").contains("\"code\":\"throttled\"");
  }

  private static double refused(Ward ward, String counter, String label, String value) {
    return ward.metrics.get("wardstream.edge." + counter).tag(label, value).counter().count();
  }

  @Test
  void aDeviceHasOneRateOverHttpFhirAndSockets() throws Exception {
    try (var ward = new Ward("DEVICE_RATE", "1", "RATE_BURST", "PT10S");
        var web = new Web(ward.server.port());
        var socket = ward.connect(ward.device("mon-1"))) {
      var token = ward.device("mon-1");
      assertThat(web.post(READINGS, token, LINES, puts("mon-1", 0, 500)).statusCode())
          .as("more than the burst, when nothing is owed")
          .isEqualTo(200);
      assertOverTheRate(web.post(READINGS, token, LINES, puts("mon-1", 1_000, 2)));
      assertOverTheRate(web.post(READINGS, token, "application/json", put("mon-1", 1_002)));
      assertOverTheRate(web.post(READINGS, token, "application/json", "not even a put"));
      assertThrottled(web.post(FHIR, token, RESOURCE, observation("mon-1")));
      assertThrottled(web.post(FHIR, token, RESOURCE, "not even a resource"));
      assertThat(refused(ward, "refusals", "code", "RATE")).isEqualTo(5);
      socket.send("{\"id\":1,\"put\":" + put("mon-1", 1_003) + "}");
      assertThat(socket.line()).contains("\"code\":\"RATE\"");
      assertThat(web.post(READINGS, ward.device("mon-2"), LINES, put("mon-2", 2_000)).statusCode())
          .as("what another device at the same address may")
          .isEqualTo(200);
      assertThat(recorded(ward)).hasSize(501).allMatch(seq -> seq < 500 || seq == 2_000);
    }
  }

  @Test
  void aDeviceHasOneRateOfBytes() {
    try (var ward = new Ward("DEVICE_BYTE_RATE", "1000", "RATE_BURST", "PT10S");
        var web = new Web(ward.server.port())) {
      var token = ward.device("mon-1");
      var large = put("mon-1", 1) + " ".repeat(200_000);
      assertThat(web.post(READINGS, token, LINES, large).statusCode()).isEqualTo(200);
      assertOverTheRate(web.post(READINGS, token, LINES, put("mon-1", 2)));
      assertThrottled(web.post(FHIR, token, RESOURCE, observation("mon-1")));
      assertThat(web.post(READINGS, ward.device("mon-2"), LINES, put("mon-2", 3)).statusCode())
          .isEqualTo(200);
      assertThat(recorded(ward)).containsExactlyInAnyOrder(1L, 3L);
    }
  }

  @Test
  void anAddressDrawsBeforeItsTokensAreLookedAt() {
    try (var ward = new Ward("ADDRESS_RATE", "1", "RATE_BURST", "PT1000S");
        var web = new Web(ward.server.port())) {
      assertThat(
              web.post(READINGS, ward.device("mon-1"), LINES, puts("mon-1", 0, 950)).statusCode())
          .isEqualTo(200);
      var bad = whenNotVerified(() -> web.post(READINGS, "x", LINES, put("mon-1", 1)));
      assertThat(bad.statusCode()).isEqualTo(429);
      assertThat(bad.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
      assertThat(bad.body()).contains("\"code\":\"RATE\"").contains("\"afterMs\":");
      var fhir = whenNotVerified(() -> web.post(FHIR, "x", RESOURCE, observation("mon-1")));
      assertThat(fhir.statusCode()).isEqualTo(429);
      assertThat(fhir.body()).contains("OperationOutcome").contains("\"code\":\"throttled\"");
      assertThat(web.get("/health/live").statusCode()).as("is not asked").isEqualTo(200);
    }
  }

  /** The first answer that is not one to a bad token. */
  private static HttpResponse<String> whenNotVerified(Callable<HttpResponse<String>> request) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(request, answer -> answer.statusCode() != 401);
  }

  /** A request whose body is yet to come. */
  private static Socket begin(Ward ward, String token) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), ward.server.port());
    var head =
        "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 500\r\n\r\n{"
            .formatted(READINGS, token);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void awaitStatus(int status, Web web, String token, String device) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            web.post(READINGS, token, "application/json", put(device, 1)).statusCode() == status);
  }

  private static void assertFull(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void anAddressHasSoManyRequestsInProgress() throws Exception {
    try (var ward = new Ward("MAX_REQUESTS_PER_ADDRESS", "2", "HTTP_BODY_TIMEOUT", "PT10M");
        var web = new Web(ward.server.port())) {
      var token = ward.device("mon-3");
      try (var _ = begin(ward, ward.device("mon-1"));
          var _ = begin(ward, ward.device("mon-2"))) {
        awaitStatus(503, web, token, "mon-3");
        var answer = web.post(READINGS, "x", LINES, put("mon-3", 1));
        assertFull(answer);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"UNAVAILABLE\"");
        var fhir = web.post(FHIR, token, RESOURCE, observation("mon-3"));
        assertFull(fhir);
        assertThat(fhir.body()).contains("OperationOutcome").contains("\"code\":\"transient\"");
        assertThat(refused(ward, "seats.refused", "full", "REQUESTS_OF_ADDRESS"))
            .isGreaterThanOrEqualTo(3);
        assertThat(web.get("/health/live").statusCode()).isEqualTo(200);
        try (var socket = ward.connect(token)) {
          socket.send("{\"id\":1,\"put\":" + put("mon-3", 2) + "}");
          assertThat(socket.line()).as("sockets have places of their own").contains("\"ok\"");
        }
      }
      awaitStatus(200, web, token, "mon-3");
    }
  }

  @Test
  void aSubjectHasSoManyRequestsInProgress() throws Exception {
    try (var ward = new Ward("MAX_REQUESTS_PER_PRINCIPAL", "1", "HTTP_BODY_TIMEOUT", "PT10M");
        var web = new Web(ward.server.port())) {
      var token = ward.device("mon-1");
      try (var _ = begin(ward, token)) {
        awaitStatus(503, web, token, "mon-1");
        assertFull(web.post(FHIR, token, RESOURCE, observation("mon-1")));
        assertThat(refused(ward, "seats.refused", "full", "REQUESTS_OF_PRINCIPAL"))
            .isGreaterThanOrEqualTo(2);
        assertThat(web.post(READINGS, ward.device("mon-2"), LINES, put("mon-2", 1)).statusCode())
            .isEqualTo(200);
      }
      awaitStatus(200, web, token, "mon-1");
    }
  }
}
