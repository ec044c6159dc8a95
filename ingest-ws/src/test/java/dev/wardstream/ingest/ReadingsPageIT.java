package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingsPageIT {
  private static final String PATH = "/v1/readings";
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";

  private final Ward ward = new Ward("HTTP_BODY_BYTES", "100000", "HTTP_INFLATED_BYTES", "400000");
  private final Web web = new Web(ward.server.port());
  private final String token = ward.device("mon-1");

  @AfterAll
  void stop() {
    web.close();
    ward.close();
  }

  private static String put(String device, long seq) {
    return "{\"device\":\"%s\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":%d,\"hr\":72}]}"
        .formatted(device, seq, seq);
  }

  private HttpResponse<String> send(String type, String body) {
    return web.post(PATH, token, type, body);
  }

  private List<Long> recorded(long from, long to) {
    return ward.read(Topics.VITALS_UNASSIGNED, DeviceReadings.class).stream()
        .map(record -> record.value().getSeq())
        .filter(seq -> seq >= from && seq <= to)
        .toList();
  }

  @Test
  void answersAPutAsTheSocketDoes() {
    var answer = send(JSON, put("mon-1", 100));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .matches(
            "\\{\"ok\":\\{\"at\":\\[\"vitals.unassigned/[0-9]+/[0-9]+\"],\"unassigned\":\\[0]}}");
    assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(recorded(100, 100)).hasSize(1);
  }

  @Test
  void answersAnArrayInOrder() {
    var body =
        IntStream.range(200, 260)
            .mapToObj(seq -> put(seq == 230 ? "mon-2" : "mon-1", seq))
            .collect(Collectors.joining(",", "[", "]"));
    var answer = send(JSON, body);
    assertThat(answer.statusCode()).isEqualTo(403);
    var items = answer.body().split("(?<=}),(?=\\{\"(ok|error))");
    assertThat(items).hasSize(60);
    assertThat(items[30]).contains("\"code\":\"FORBIDDEN\"").contains("\"path\":\"put.device\"");
    assertThat(recorded(200, 260)).hasSize(59).doesNotContain(230L);
  }

  @Test
  void answersLinesInOrderAndEachForItself() {
    var answer =
        send(LINES, put("mon-1", 300) + "\n\nnonsense\r\n" + put("mon-1", 301) + "\n[1]\n{}\n");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains(LINES);
    var lines = answer.body().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("{\"ok\":");
    assertThat(lines.get(1)).startsWith("{\"error\":{\"code\":\"MALFORMED\"");
    assertThat(lines.get(2)).startsWith("{\"ok\":");
    assertThat(lines.get(3)).contains("a put is a JSON object");
    assertThat(lines.get(4)).contains("\"path\":\"put.readings\"");
    assertThat(recorded(300, 301)).containsExactlyInAnyOrder(300L, 301L);
    assertThat(send(LINES, put("mon-1", 302) + "\n" + put("mon-1", 303)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void recordsNothingOfABodyThatIsNoJson() {
    var answer = send(JSON, "[" + put("mon-1", 400) + "," + put("mon-1", 401) + ",{]");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"MALFORMED\"");
    assertThat(recorded(400, 401)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x                                | 400
          ''                               | 400
          []                               | 400
          7                                | 400
          null                             | 400
          {}                               | 400
          {"device":"mon-1"}{}             | 400
          {"device":"mon-1","device":"x"}  | 400
          {"device":"mon-1","boot":1,"seq":-1,"readings":[{"t":1}]} | 400
          {"device":"mon-2","boot":1,"seq":1,"readings":[{"t":1}]} | 403
          {"device":"mon-1","boot":1,"seq":1,"patient":"p-1","readings":[{"t":1}]} | 403
          """)
  void refusesWithTheStatusOfTheReason(String body, int status) {
    var answer = send(JSON, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":{\"code\":").endsWith("\"retry\":false}}");
  }

  @Test
  void letsAGatewaySpeakForWhatItsTokenNames() {
    var gateway = ward.token("gw-1", Role.GATEWAY, Set.of("mon-5"), Set.of("p-5"));
    var put =
        "{\"device\":\"mon-5\",\"boot\":1,\"seq\":1,\"patient\":\"%s\",\"readings\":[{\"t\":1,\"hr\":1}]}";
    var own = web.post(PATH, gateway, JSON, put.formatted("p-5"));
    assertThat(own.body()).contains("vitals.readings/");
    assertThat(web.post(PATH, gateway, JSON, put.formatted("p-6")).statusCode()).isEqualTo(403);
  }

  @Test
  void wantsOneValidTokenInTheHeader() {
    var body = put("mon-1", 1).getBytes(StandardCharsets.UTF_8);
    for (var request :
        List.of(
            web.post(PATH, body),
            web.post(PATH, body, "Authorization", "Bearer a.b.c"),
            web.post(PATH, body, "Authorization", "Basic bW9uLTE6eA=="),
            web.post(
                PATH,
                body,
                "Authorization",
                "Bearer " + token,
                "Authorization",
                "Bearer " + token))) {
      var answer = web.send(request);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(answer.body()).contains("UNAUTHENTICATED");
    }
    assertThat(web.send(web.post(PATH + "?token=" + token, body)).statusCode()).isEqualTo(400);
  }

  @Test
  void tellsItsLimitsAndOtherMethods() {
    assertThat(web.get(PATH).body())
        .isEqualTo("{\"limits\":{\"bodyBytes\":100000,\"inflatedBytes\":400000,\"puts\":1000}}");
    var answer = web.send(web.post(PATH, new byte[0]).PUT(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, POST");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "text/plain, identity, 415",
    "application/xml, identity, 415",
    "application/json;charset=latin1, identity, 415",
    "application/json, br, 415",
    "application/json, deflate, 415",
    "application/json, 'gzip, gzip', 415",
    "application/json;charset=UTF-8, identity, 200",
    "application/jsonl, IDENTITY, 200",
  })
  void saysWhichTypesAndEncodingsItTakes(String type, String encoding, int status) {
    var answer =
        web.send(
            web.post(
                PATH,
                put("mon-1", 500).getBytes(StandardCharsets.UTF_8),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                type,
                "Content-Encoding",
                encoding));
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private HttpResponse<String> zipped(byte[] body) {
    return web.send(
        web.post(
            PATH,
            body,
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            LINES,
            "Content-Encoding",
            "gzip"));
  }

  @Test
  void takesGzipButNoBomb() throws Exception {
    var lines =
        IntStream.range(600, 900)
            .mapToObj(seq -> put("mon-1", seq))
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8);
    var answer = zipped(Web.gzip(lines));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines()).hasSize(300);
    assertThat(recorded(600, 899)).hasSize(300);

    assertThat(zipped(Web.gzip(new byte[50_000_000])).statusCode()).isEqualTo(413);
    assertThat(zipped(new byte[] {31, (byte) 139, 8}).statusCode()).isEqualTo(400);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> held() == 0);
  }

  private double held() {
    return ward.metrics.get("wardstream.edge.http.bodies.bytes").gauge().value();
  }

  @Test
  void refusesMoreThanTheLimitsWithOrWithoutALength() {
    var large = (put("mon-1", 1) + " ".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    var announced = web.send(web.post(PATH, large, "Authorization", "Bearer " + token));
    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.body()).contains("TOO_LARGE").contains("100000 bytes");
    assertThat(chunked(put("mon-1", 1) + " ".repeat(90_000)).statusCode()).isEqualTo(200);
    assertThat(chunked(put("mon-1", 1) + " ".repeat(100_000)).statusCode()).isEqualTo(413);
    var many = (put("mon-1", 1) + "\n").repeat(1_001);
    assertThat(send(LINES, many).body()).contains("more than 1000 puts");
  }

  private HttpResponse<String> chunked(String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return web.send(
        web.post(PATH, bytes, "Authorization", "Bearer " + token)
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(bytes))));
  }

  @Test
  void endsAConnectionWhoseBodyDoesNotCome() throws Exception {
    try (var other = new Ward("HTTP_BODY_TIMEOUT", "PT0.3S");
        var socket = new Socket(InetAddress.getLoopbackAddress(), other.server.port())) {
      socket.setSoTimeout(30_000);
      var head =
          "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 500\r\n\r\n{"
              .formatted(PATH, other.device("mon-1"));
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(ended(socket)).isTrue();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> other.metrics.get("wardstream.edge.http.bodies.bytes").gauge().value() == 0);
    }
  }

  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void servesManyRequestsOverOneConnection() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), ward.server.port())) {
      socket.setSoTimeout(30_000);
      for (var i = 0; i < 3; i++) {
        var body = put("mon-1", 950 + i);
        var request =
            "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(PATH, token, body.length(), body);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("}}");
      }
    }
  }

  private static String answer(Socket socket) throws IOException {
    var text = new StringBuilder();
    while (!text.toString().endsWith("}}")) {
      text.append((char) socket.getInputStream().read());
    }
    return text.toString();
  }

  @Test
  void holdsNoMoreBodiesThanItsBudget() throws Exception {
    try (var other =
            new Ward(
                "HTTP_BODY_BYTES", "100000",
                "HTTP_INFLATED_BYTES", "400000",
                "HTTP_BODIES_BYTES", "500000");
        var client = new Web(other.server.port())) {
      var device = other.device("mon-1");
      var head =
          "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Encoding: gzip\r\n%s"
              .formatted(PATH, device, "Content-Length: 100000\r\n\r\n");
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), other.server.port())) {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        var held = other.metrics.get("wardstream.edge.http.bodies.bytes").gauge();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> held.value() == 500_000);
        var refused = client.post(PATH, device, JSON, put("mon-1", 1));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("UNAVAILABLE");
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.post(PATH, device, JSON, put("mon-1", 1)).statusCode() == 200);
    }
  }

  @Test
  void waitsForKafkaWithoutThreadsAndTellsTheTruth() {
    try (var other =
            new Ward(
                "DELIVERY_TIMEOUT", "PT3S",
                "REQUEST_TIMEOUT", "PT1S",
                "IN_FLIGHT_BYTES", "65536");
        var client = new Web(other.server.port())) {
      var device = other.device("mon-1");
      assertThat(client.post(PATH, device, JSON, put("mon-1", 1)).statusCode()).isEqualTo(200);
      other.kafka.stop();
      var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (var i = 2; i < 102; i++) {
        var body = put("mon-1", i).getBytes(StandardCharsets.UTF_8);
        answers.add(client.sendAsync(client.post(PATH, body, "Authorization", "Bearer " + device)));
      }
      assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
      for (var future : answers) {
        var answer = future.join();
        assertThat(answer.statusCode()).isIn(503, 504);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(answer.body())
            .contains(answer.statusCode() == 503 ? "UNAVAILABLE" : "UNKNOWN_OUTCOME")
            .contains("\"retry\":true");
      }
      other.kafka.start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> client.post(PATH, device, JSON, put("mon-1", 200)).statusCode() == 200);
    }
  }
}
