package dev.wardstream.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wardstream.accounts.Centre.Answer;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.slf4j.LoggerFactory;

/** One-time tickets (number 88 of the bad-input list), floods, outages, and what is logged. */
@TestInstance(Lifecycle.PER_CLASS)
class TicketsIT {
  private static final String ORIGIN = "https://ward.example";
  private static final String STREAM = "wards/icu-1/alerts";

  private final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final TokenMint mint = Centre.mint(now);
  private final Centre centre = node();
  private int accounts;

  private Centre node() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    return new Centre(kafka.bootstrapServers(), new InMemoryRegistry(), now, mint);
  }

  @AfterAll
  void stop() {
    centre.close();
    kafka.close();
  }

  private String access() throws Exception {
    var login = "watcher" + accounts++;
    centre.account(login, "nurse", "icu-1");
    return centre.signIn(login, Centre.PASSWORD).text("access");
  }

  private Answer ticket(String access) throws Exception {
    var request =
        HttpRequest.newBuilder(centre.uri("/v1/tickets"))
            .header("Content-Type", "application/json")
            .header("Origin", ORIGIN)
            .POST(BodyPublishers.ofString("{\"stream\":\"" + STREAM + "\"}"));
    return centre.send(request, access);
  }

  private Sock hello(String ticket, @Nullable String origin) {
    var socket = new Sock(centre.server.port(), origin);
    socket.send("{\"id\":1,\"hello\":{\"ticket\":\"" + ticket + "\"}}");
    return socket;
  }

  @Test
  void aTicketIsGoodOnceForOneStream() throws Exception {
    var ticket = ticket(access()).text("ticket");
    try (var first = hello(ticket, ORIGIN);
        var second = hello(ticket, ORIGIN)) {
      var answers = List.of(first.line(), second.line());
      assertThat(answers).filteredOn(line -> line.contains("\"ok\"")).hasSize(1);
      assertThat(answers).filteredOn(line -> line.contains("UNAUTHENTICATED")).hasSize(1);
      var good = answers.getFirst().contains("\"ok\"") ? first : second;
      good.send("{\"id\":2,\"who\":{}}");
      assertThat(good.line()).contains("\"only\":\"" + STREAM + "\"");
    }
  }

  @Test
  void aTicketIsForPagesOfTheOriginThatAsked() throws Exception {
    try (var socket = hello(ticket(access()).text("ticket"), null)) {
      assertThat(socket.line()).contains("UNAUTHENTICATED");
    }
  }

  @Test
  void aTicketIsOverAfterHalfAMinute() throws Exception {
    var ticket = ticket(access()).text("ticket");
    centre.pass(Duration.ofSeconds(30));
    try (var socket = hello(ticket, ORIGIN)) {
      assertThat(socket.line()).contains("UNAUTHENTICATED");
    }
  }

  @Test
  void aTicketOfWhoHasSignedOutIsVoid() throws Exception {
    var access = access();
    var ticket = ticket(access).text("ticket");
    centre.post("/v1/auth/sign-out-everywhere", "{}", access);
    try (var socket = hello(ticket, ORIGIN)) {
      assertThat(socket.line()).contains("UNAUTHENTICATED");
    }
  }

  @Test
  void ticketsThatAreNotUsedAreCounted() throws Exception {
    var access = access();
    for (var i = 0; i < 64; i++) {
      assertThat(ticket(access).status()).isEqualTo(200);
    }
    assertThat(ticket(access).body()).contains("RATE", "afterMs");
    assertThat(ticket(access()).status()).isEqualTo(200);
    centre.pass(Duration.ofSeconds(31));
    assertThat(ticket(access).status()).isEqualTo(200);
    assertThat(centre.post("/v1/tickets", "{\"stream\":\"../etc\"}", access).status())
        .isEqualTo(400);
    assertThat(centre.post("/v1/tickets", "{}", null).status()).isEqualTo(401);
  }

  @Test
  void aFloodOfSignInsIsRefusedAndNobodyElseWaitsForIt() throws Exception {
    var access = access();
    try (var threads = Executors.newFixedThreadPool(150)) {
      var flood = new ArrayList<Future<Answer>>();
      for (var i = 0; i < 300; i++) {
        var login = "flood" + i;
        flood.add(threads.submit(() -> centre.signIn(login, "not a password at all")));
      }
      assertThat(centre.get("/v1/auth/me", access).status()).isEqualTo(200);
      var statuses = new ArrayList<Integer>();
      for (var each : flood) {
        statuses.add(each.get().status());
      }
      assertThat(statuses).containsOnly(401, 429);
      assertThat(statuses).contains(429);
    }
    centre.pass(Duration.ofMinutes(30));
  }

  @Test
  void keysRotateAndArePublished() throws Exception {
    var before = access();
    mint.rotate();
    var after = access();
    centre.tokens.verify(before);
    centre.tokens.verify(after);
    var page = centre.get("/.well-known/jwks.json", null).body();
    assertThat(page).contains("\"kid\"").doesNotContain("\"d\":");
    assertThat(page.split("\"kid\"")).hasSize(3);
  }

  @Test
  void whatIsLoggedNamesNobody() throws Exception {
    var logger = (Logger) LoggerFactory.getLogger("dev.wardstream");
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    logger.addAppender(events);
    try {
      centre.account("secretive", "nurse");
      var session = centre.signIn("secretive", Centre.PASSWORD);
      centre.signIn("secretive", "a-wrong-password");
      centre.post("/v1/auth/refresh", "{\"refresh\":\"" + session.text("refresh") + "\"}", null);
      ticket(session.text("access"));
      var all = events.list.stream().map(e -> e + " " + e.getKeyValuePairs()).toList();
      assertThat(all)
          .noneMatch(line ->
              line.contains("secretive")
                  || line.contains(Centre.PASSWORD)
                  || line.contains("a-wrong-password")
                  || line.contains("wr1.")
                  || line.contains("eyJ"));
    } finally {
      logger.detachAppender(events);
    }
  }
}
