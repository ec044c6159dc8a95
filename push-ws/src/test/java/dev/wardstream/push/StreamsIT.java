package dev.wardstream.push;

import static dev.wardstream.push.TestEvents.HTTP;
import static dev.wardstream.push.TestEvents.positionsIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Lapse;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.avro.GrantScope;
import dev.wardstream.schemas.avro.StaffGrant;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The streams over server-sent events and long poll. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String JSON = "application/json";

  private Ward ward;

  @BeforeAll
  void start() {
    ward = new Ward();
    ward.records.admit("e1", "events");
    ward.records.admit("e2", "events");
    Awaitility.await()
        .atMost(LONG)
        .until(() -> positionsIn(poll("wards/events/census?waitMs=0")).size() == 2);
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private String bearer(String subject, Duration life, String... wards) {
    var principal =
        new Principal(
            subject, Set.of(Role.NURSE), Set.of(wards), Set.of(), Set.of(), Instant.EPOCH);
    return "Bearer " + ward.mint.issue(principal, life);
  }

  private String nurse() {
    return bearer("nurse-1", Duration.ofMinutes(5), "events");
  }

  private URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + ward.server.port() + "/v1/streams/" + pathAndQuery);
  }

  private TestEvents events(String pathAndQuery, String... headers) {
    var all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Authorization", nurse()));
    return TestEvents.open(uri(pathAndQuery), all.toArray(String[]::new));
  }

  private HttpRequest request(String pathAndQuery, String bearer, String accept) {
    return HttpRequest.newBuilder(uri(pathAndQuery))
        .header("Authorization", bearer)
        .header("Accept", accept)
        .timeout(LONG)
        .build();
  }

  private CompletableFuture<HttpResponse<String>> get(
      String pathAndQuery, String bearer, String accept) {
    return HTTP.sendAsync(request(pathAndQuery, bearer, accept), BodyHandlers.ofString());
  }

  private static String cursor(String answer) {
    return answer.replaceAll("(?s).*\"cursor\":\"([^\"]+)\".*", "$1");
  }

  private String poll(String pathAndQuery) {
    var answer = get(pathAndQuery, nurse(), JSON).join();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private List<String> write(int from, int count) {
    var written = new ArrayList<String>();
    for (var i = from; i < from + count; i++) {
      var at = ward.records.reading(i % 2 == 0 ? "e1" : "e2", i);
      written.add("vitals.readings/%d/%d".formatted(at.partition(), at.offset()));
    }
    return written;
  }

  @Test
  void eventsTellTheStateAndThenWhatFollowsIt() {
    try (var events = events("wards/events/census?from=snapshot")) {
      assertThat(events.event("snapshot").id()).isEmpty();
      assertThat(events.event("snapshot").data()).startsWith("{\"sub\":1,\"snapshot\":[{\"at\":");
      var live = events.event("live");
      assertThat(live.data()).contains("\"cursor\":\"" + live.id() + "\"");
      ward.records.admit("e1", "events");

      assertThat(events.event("data").data()).contains("\"cursor\":\"" + events.event("data").id());
      assertThat(events.event("beat").id()).startsWith("c2.");
      assertThat(events.retries()).hasSize(1);
    }
  }

  @Test
  void comesBackWithTheLastEventId() {
    String last;
    try (var events = events("wards/events/vitals?from=live")) {
      events.event("live");
      last = events.drop();
    }
    var missed = write(0, 20);
    try (var again = events("wards/events/vitals?from=live&fromTime=0", "Last-Event-ID", last)) {
      assertThat(sorted(again.awaitData(20))).isEqualTo(sorted(missed));
      again.event("live");
    }
  }

  @Test
  void goesOnOnAnyTransportWhereAnotherStopped() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var received = new ArrayList<String>();
    var written = new ArrayList<String>();
    var cursor = cursor(poll("wards/events/vitals?from=live"));
    for (var round = 0; round < 12; round++) {
      written.addAll(write(written.size(), random.nextInt(20)));
      var later = written.size();
      var writer = CompletableFuture.supplyAsync(() -> write(later, 1 + random.nextInt(20)));
      cursor = goOn(round % 4, cursor, received);
      written.addAll(writer.join());
    }
    while (received.size() < written.size()) {
      cursor = goOn(3, cursor, received);
    }
    assertThat(sorted(received)).as("seed %d", seed).isEqualTo(sorted(written));
  }

  /** Receives something on one transport; where it stopped. */
  private String goOn(int transport, String cursor, List<String> received) {
    switch (transport) {
      case 0, 2 -> {
        try (var socket = ward.nurse("events")) {
          var sub = socket.sub("wards/events/vitals", "{\"cursor\":\"" + cursor + "\"}");
          socket.awaitData(sub, 1);
          socket.drop();
          received.addAll(socket.positions(sub, "data"));
          return socket.cursor(sub);
        }
      }
      case 1 -> {
        try (var events = events("wards/events/vitals?cursor=" + cursor)) {
          events.awaitData(1);
          var last = events.drop();
          received.addAll(events.positions("data"));
          return last;
        }
      }
      default -> {
        var answer = poll("wards/events/vitals?cursor=" + cursor);
        received.addAll(positionsIn(answer));
        return cursor(answer);
      }
    }
  }

  /** By partition, in the order received within each: what order is promised. */
  private static List<String> sorted(List<String> positions) {
    return positions.stream()
        .sorted(Comparator.comparing(at -> at.substring(0, at.lastIndexOf('/'))))
        .toList();
  }

  @Test
  void aPollWaitsForSomethingAndNoLonger() {
    var cursor = cursor(poll("patients/e1/vitals?from=live"));
    var nothing = poll("patients/e1/vitals?waitMs=0&cursor=" + cursor);
    assertThat(nothing).startsWith("{\"data\":[],\"cursor\":\"").endsWith("\"live\":true}\n");
    var waiting =
        get("patients/e1/vitals?waitMs=20000&cursor=" + cursor, nurse(), JSON)
            .thenApply(HttpResponse::body);
    var at = ward.records.reading("e1", 1);

    assertThat(positionsIn(waiting.join()))
        .containsExactly("vitals.readings/%d/%d".formatted(at.partition(), at.offset()));
  }

  @Test
  void aPollGetsASnapshotLargerThanAMessage() {
    ward.records.room("long", "nurse-1");
    for (var i = 0; i < 50; i++) {
      ward.records.say("long", i + "x".repeat(3_000));
    }
    Awaitility.await()
        .atMost(LONG)
        .until(() -> {
          var answer = get("rooms/long/messages?waitMs=0", nurse(), JSON).join().body();
          return answer.length() > 150_000 && positionsIn(answer).size() == 50;
        });
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "wards/events/nonsense, 404, UNKNOWN_STREAM, stream",
    "wards/other/vitals, 403, FORBIDDEN, stream",
    "wards/events/vitals?cursor=c1.AA, 400, BAD_CURSOR, cursor",
    "wards/events/vitals?fromTime=yesterday, 400, BAD_TIME, fromTime",
    "wards/events/vitals?from=then, 400, MALFORMED, from",
    "wards/events/vitals?from=live&cursor=c1.AA, 400, MALFORMED, from",
    "wards/events/vitals?waitMs=60001, 400, MALFORMED, waitMs",
    "wards/events/vitals?deliver=some, 400, MALFORMED, deliver",
    "wards/events/vitals?deliver=every&deliver=every, 400, MALFORMED, deliver",
  })
  void saysWhatIsWrong(String pathAndQuery, int status, String code, String path) {
    for (var accept : List.of(JSON, "text/event-stream")) {
      var answer = get(pathAndQuery, nurse(), accept).join();

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"path\":\"" + path + "\"");
    }
  }

  @Test
  void wantsAGetAndATokenAndKnowsTwoForms() {
    var anyone = HttpRequest.newBuilder(uri("wards/events/vitals"));
    assertThat(HTTP.sendAsync(anyone.build(), BodyHandlers.ofString()).join().statusCode())
        .isEqualTo(401);
    var post = anyone.POST(HttpRequest.BodyPublishers.noBody()).build();
    assertThat(HTTP.sendAsync(post, BodyHandlers.ofString()).join().statusCode()).isEqualTo(405);
    assertThat(get("wards/events/vitals", nurse(), "text/html").join().statusCode()).isEqualTo(406);
  }

  @Test
  void aTicketIsGoodOnceForItsStream() throws Exception {
    var watcher = ward.tokens.verify(nurse().substring("Bearer ".length()));
    var stream = "wards/events/census";
    var tickets = ward.tokens.tickets();
    var ticket = tickets.issue(watcher, "", stream).orElseThrow().text();
    var other = tickets.issue(watcher, "", stream).orElseThrow().text();
    try (var events = TestEvents.open(uri(stream + "?ticket=" + ticket))) {
      events.event("live");
    }
    assertThat(status(stream + "?ticket=" + ticket)).isEqualTo(401);
    assertThat(status("wards/events/vitals?ticket=" + other)).isEqualTo(403);
  }

  private int status(String pathAndQuery) {
    var request = HttpRequest.newBuilder(uri(pathAndQuery)).timeout(LONG).build();
    return HTTP.sendAsync(request, BodyHandlers.ofString()).join().statusCode();
  }

  @Test
  void aLostRightEndsTheStreamAndThePoll() {
    var until = new StaffGrant(GrantScope.WARD, "events", Instant.EPOCH, null);
    ward.records.staff("table-9", until);
    var staff = bearer("table-9", Duration.ofMinutes(5));
    Awaitility.await()
        .atMost(LONG)
        .until(() -> get("wards/events/vitals?from=live", staff, JSON).join().statusCode() == 200);
    var begun = get("wards/events/vitals?from=live", staff, JSON).join().body();
    var cursor = cursor(begun);
    var waiting = get("wards/events/vitals?waitMs=60000&cursor=" + cursor, staff, JSON);
    try (var events =
        TestEvents.open(uri("wards/events/vitals?from=live"), "Authorization", staff)) {
      events.event("live");
      ward.records.staff("table-9");

      assertThat(events.event("gap").data()).contains("\"why\":\"revoked\"");
      assertThat(events.event("bye").data()).contains("\"code\":4501", "\"resume\":false");
      events.awaitEnd();
    }
    assertThat(waiting.join().body()).contains("\"gaps\":[{", "\"why\":\"revoked\"");
    assertThat(get("wards/events/vitals", staff, JSON).join().statusCode()).isEqualTo(403);
  }

  @Test
  void whoSignsOutOrWhoseTokenExpiresIsToldSo() {
    var leaver = bearer("leaver", Duration.ofMinutes(5), "events");
    var brief = bearer("brief", Duration.ofSeconds(3), "events");
    var cursor = cursor(poll("wards/events/census?from=live"));
    var waiting = get("wards/events/census?waitMs=60000&cursor=" + cursor, leaver, JSON);
    try (var events = TestEvents.open(uri("wards/events/vitals"), "Authorization", leaver);
        var expiring = TestEvents.open(uri("wards/events/vitals"), "Authorization", brief)) {
      ward.standing.lapse("leaver", Lapse.SIGNED_OUT);

      assertThat(events.event("bye").data()).contains("\"code\":4500");
      events.awaitEnd();
      assertThat(waiting.join().statusCode()).isEqualTo(401);
      assertThat(expiring.event("bye").data()).contains("\"code\":4003", "\"resume\":true");
      expiring.awaitEnd();
    }
  }

  @Test
  void aStreamHasThePlaceOfAConnectionUntilItIsLost() {
    var many = bearer("many", Duration.ofMinutes(5), "events");
    var open = new ArrayList<TestEvents>();
    for (var i = 0; i < 64; i++) {
      open.add(TestEvents.open(uri("wards/events/census"), "Authorization", many));
    }
    var refused = get("wards/events/census", many, "text/event-stream").join();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(get("wards/events/census", many, JSON).join().statusCode()).isEqualTo(200);
    open.forEach(TestEvents::close);
    Awaitility.await()
        .atMost(LONG)
        .untilAsserted(
            () -> TestEvents.open(uri("wards/events/census"), "Authorization", many).close());
  }

  @Test
  void whoDoesNotReadIsCutOffAndGoesOnWithTheLastId() throws Exception {
    var written = 300;
    ward.records.room("slow", "nurse-1");
    for (var i = 0; i < written; i++) {
      ward.records.say("slow", i + "x".repeat(40_000));
    }
    Awaitility.await()
        .atMost(LONG)
        .until(
            () -> get("rooms/slow/messages?from=live", nurse(), JSON).join().statusCode() == 200);
    String got;
    try (var slow = new Socket()) {
      slow.setReceiveBufferSize(64 << 10);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ward.server.port()));
      var request =
          "GET /v1/streams/rooms/slow/messages?from=earliest HTTP/1.0\r\n"
              + "Accept: text/event-stream\r\nAuthorization: %s\r\n\r\n".formatted(nurse());
      slow.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Awaitility.await()
          .atMost(LONG)
          .until(() -> metrics().contains("closes_total{reason=\"SLOW_CONSUMER\"} 1"));
      got = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(got).endsWith("}}\n\n").contains("\"reason\":\"SLOW_CONSUMER\",\"resume\":true");
    var last = got.substring(got.lastIndexOf("\nid: ") + 5).lines().findFirst().orElseThrow();
    var received = new ArrayList<>(positionsIn(got));
    assertThat(received).hasSizeLessThan(written);
    try (var again = events("rooms/slow/messages", "Last-Event-ID", last)) {
      again.event("live");
      received.addAll(again.positions("data"));
    }
    assertThat(received).hasSize(written).doesNotHaveDuplicates();
  }

  private String metrics() {
    var uri = URI.create("http://127.0.0.1:" + ward.server.port() + "/metrics");
    var request = HttpRequest.newBuilder(uri).timeout(LONG).build();
    return HTTP.sendAsync(request, BodyHandlers.ofString()).join().body();
  }

  @Test
  void aNodeThatDrainsSendsEverybodyElsewhere() {
    var cursor = cursor(poll("wards/events/census?from=live"));
    var waiting =
        HTTP.sendAsync(
            request("wards/events/census?waitMs=60000&cursor=" + cursor, nurse(), JSON),
            BodyHandlers.ofString());
    try (var events = events("wards/events/vitals")) {
      events.event("live");
      ward.restart();

      assertThat(events.event("bye").data()).contains("\"code\":4000", "\"afterMs\":");
      assertThat(events.retries()).hasSize(2);
      events.awaitEnd();
    }
    assertThat(waiting.join().statusCode()).isEqualTo(503);
    assertThat(waiting.join().headers().firstValue("Retry-After")).isPresent();
    assertThat(poll("wards/events/census?waitMs=0&cursor=" + cursor)).contains("\"cursor\"");
  }
}
