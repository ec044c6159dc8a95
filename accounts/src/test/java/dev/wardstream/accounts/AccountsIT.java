package dev.wardstream.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.accounts.Centre.Answer;
import dev.wardstream.edge.access.Role;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The account centre over HTTP, on a real broker, with a second node where it matters. */
@TestInstance(Lifecycle.PER_CLASS)
class AccountsIT {
  private static final String OTHER_PASSWORD = "nine patient umbrellas";

  private final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final TokenMint mint = Centre.mint(now);
  private final Centre centre = node();

  private Centre node() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    return new Centre(kafka.bootstrapServers(), registry, now, mint);
  }

  @AfterAll
  void stop() {
    centre.close();
    kafka.close();
  }

  @BeforeEach
  void forgetEarlierTests() {
    centre.pass(Duration.ofMinutes(20));
  }

  private Answer signedIn(String login) throws Exception {
    var answer = centre.signIn(login, Centre.PASSWORD);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private Answer refresh(Centre node, String token) throws Exception {
    return node.post("/v1/auth/refresh", "{\"refresh\":\"" + token + "\"}", null);
  }

  private String operator() throws Exception {
    var login = "operator" + System.nanoTime();
    centre.account(login, "operator");
    return signedIn(login).text("access");
  }

  private Sock greeted(String access) throws InterruptedException {
    var socket = new Sock(centre.server.port(), null);
    socket.send("{\"id\":1,\"hello\":{\"token\":\"" + access + "\"}}");
    assertThat(socket.line()).contains("\"ok\"");
    return socket;
  }

  @Test
  void whoSignsInGetsATokenOfWhatTheyWereGranted() throws Exception {
    var id = centre.account("noor", "nurse", "icu-1", "icu-2");
    var answer = centre.signIn(" NOOR ", Centre.PASSWORD);
    var principal = centre.tokens.verify(answer.text("access"));
    assertThat(principal.subject()).isEqualTo(id);
    assertThat(principal.roles()).containsExactly(Role.NURSE);
    assertThat(principal.wards()).containsExactlyInAnyOrder("icu-1", "icu-2");
    assertThat(Duration.between(now.get(), principal.expires()))
        .isLessThanOrEqualTo(Duration.ofMinutes(10));
    assertThat(centre.get("/v1/auth/me", answer.text("access")).body())
        .contains("\"login\":\"noor\"", "\"state\":\"active\"")
        .doesNotContain("argon2");
    assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void wrongPasswordsAndUnknownNamesAreAnsweredAlike() throws Exception {
    centre.account("known", "nurse");
    var wrong = centre.signIn("known", "not the password");
    var unknown = centre.signIn("unknown", "not the password");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(wrong.status());
    assertThat(unknown.body()).isEqualTo(wrong.body());
    for (var i = 0; i < 4; i++) {
      centre.signIn("known", "not the password");
      centre.signIn("unknown", "not the password");
    }
    var slowed = centre.signIn("known", "not the password");
    var slowedToo = centre.signIn("unknown", "not the password");
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowedToo.body()).isEqualTo(slowed.body());
  }

  @Test
  void guessingWaitsLongerEachTimeAndARightPasswordForgives() throws Exception {
    centre.account("guessed", "nurse");
    for (var i = 0; i < 5; i++) {
      assertThat(centre.signIn("guessed", "wrong").status()).isEqualTo(401);
    }
    var waits = new ArrayList<Long>();
    for (var i = 0; i < 4; i++) {
      var refused = centre.signIn("guessed", Centre.PASSWORD);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
      var after = Long.parseLong(refused.body().replaceAll(".*\"afterMs\":(\\d+).*", "$1"));
      waits.add(after);
      centre.pass(Duration.ofMillis(after));
      assertThat(centre.signIn("guessed", "wrong").status()).isEqualTo(401);
    }
    assertThat(waits).containsExactly(1_000L, 2_000L, 4_000L, 8_000L);
    centre.pass(Duration.ofSeconds(16));
    signedIn("guessed");
    assertThat(centre.signIn("guessed", "wrong").status()).isEqualTo(401);
    signedIn("guessed");
  }

  @Test
  void aRefreshTokenIsGoodOnceAndAnOldOneEndsTheSession() throws Exception {
    centre.account("refresher", "nurse");
    var first = signedIn("refresher");
    var second = refresh(centre, first.text("refresh"));
    assertThat(second.status()).isEqualTo(200);
    centre.tokens.verify(second.text("access"));
    try (var socket = greeted(second.text("access"))) {
      assertThat(refresh(centre, first.text("refresh")).status()).isEqualTo(401);
      assertThat(socket.line()).contains("\"code\":4500");
    }
    assertThat(refresh(centre, second.text("refresh")).status()).isEqualTo(401);
    assertThatThrownBy(() -> centre.tokens.verify(second.text("access"))).hasMessage("standing");
    signedIn("refresher");
  }

  @Test
  void sessionsEndWhenIdleAndWhenOld() throws Exception {
    centre.account("sleeper", "nurse");
    var idle = signedIn("sleeper").text("refresh");
    centre.pass(Duration.ofMinutes(31));
    assertThat(refresh(centre, idle).status()).isEqualTo(401);
    var token = signedIn("sleeper").text("refresh");
    for (var i = 0; i < 25; i++) {
      centre.pass(Duration.ofMinutes(28));
      var answer = refresh(centre, token);
      assertThat(answer.status()).isEqualTo(200);
      token = answer.text("refresh");
    }
    centre.pass(Duration.ofMinutes(21));
    assertThat(refresh(centre, token).body()).contains("the session is over");
    var session = RefreshToken.parse(token).session();
    centre.service.signIns().sweep();
    assertThat(centre.service.tables().session(session)).isNotNull();
    centre.pass(Duration.ofMinutes(30));
    assertThat(centre.service.signIns().sweep()).isPositive();
    assertThat(centre.service.tables().session(session)).isNull();
  }

  @Test
  void signingOutEndsThatSessionAndEverywhereAllOfThem() throws Exception {
    centre.account("leaver", "nurse");
    var one = signedIn("leaver");
    var two = signedIn("leaver");
    try (var socketOfOne = greeted(one.text("access"));
        var socketOfTwo = greeted(two.text("access"))) {
      centre.post("/v1/auth/sign-out", "{\"refresh\":\"" + one.text("refresh") + "\"}", null);
      assertThat(socketOfOne.line()).contains("\"code\":4500");
      socketOfTwo.send("{\"id\":2,\"who\":{}}");
      assertThat(socketOfTwo.line()).contains("id-leaver");
      var all = centre.post("/v1/auth/sign-out-everywhere", "{}", two.text("access"));
      assertThat(all.status()).isEqualTo(200);
      assertThat(socketOfTwo.line()).contains("\"code\":4500");
      assertThat(socketOfTwo.closeCode()).isEqualTo(4500);
    }
    assertThat(refresh(centre, two.text("refresh")).status()).isEqualTo(401);
    assertThat(centre.get("/v1/auth/me", two.text("access")).status()).isEqualTo(401);
  }

  @Test
  void disablingAndOtherRightsActOnOpenSockets() throws Exception {
    var operator = operator();
    var id = centre.account("changed", "nurse", "icu-1");
    var session = signedIn("changed");
    String next;
    try (var socket = greeted(session.text("access"))) {
      var answer =
          centre.post(
              "/v1/accounts/" + id + "/rights",
              "{\"roles\":[\"doctor\"],\"wards\":[\"icu-2\"]}",
              operator);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(socket.line()).contains("\"code\":4501");
      next = refresh(centre, session.text("refresh")).text("access");
    }
    assertThat(centre.tokens.verify(next).wards()).containsExactly("icu-2");
    try (var socket = greeted(next)) {
      centre.post("/v1/accounts/" + id + "/disable", "{}", operator);
      assertThat(socket.line()).contains("\"code\":4500");
    }
    assertThat(centre.signIn("changed", Centre.PASSWORD).status()).isEqualTo(403);
    centre.post("/v1/accounts/" + id + "/enable", "{}", operator);
    signedIn("changed");
  }

  @Test
  void aNewPasswordEndsAllOtherSessions() throws Exception {
    centre.account("mover", "nurse");
    var before = signedIn("mover");
    var body = "{\"old\":\"%s\",\"password\":\"%s\"}";
    var weak = body.formatted(Centre.PASSWORD, "password1234");
    assertThat(centre.post("/v1/auth/password", weak, before.text("access")).body())
        .contains("MALFORMED", "\"path\":\"password\"");
    var wrong = body.formatted("not it at all", OTHER_PASSWORD);
    assertThat(centre.post("/v1/auth/password", wrong, before.text("access")).status())
        .isEqualTo(401);
    var right = body.formatted(Centre.PASSWORD, OTHER_PASSWORD);
    var after = centre.post("/v1/auth/password", right, before.text("access"));
    assertThat(after.status()).isEqualTo(200);
    centre.tokens.verify(after.text("access"));
    assertThat(refresh(centre, before.text("refresh")).status()).isEqualTo(401);
    assertThat(centre.signIn("mover", Centre.PASSWORD).status()).isEqualTo(401);
    assertThat(centre.signIn("mover", OTHER_PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void aResetCodeIsGoodOnceAndForADay() throws Exception {
    var operator = operator();
    var id = centre.account("forgetful", "nurse");
    var session = signedIn("forgetful");
    var set = "{\"login\":\"forgetful\",\"code\":\"%s\",\"password\":\"" + OTHER_PASSWORD + "\"}";
    var late = centre.post("/v1/accounts/" + id + "/reset", "{}", operator).text("code");
    assertThat(centre.signIn("forgetful", Centre.PASSWORD).status()).isEqualTo(401);
    assertThat(refresh(centre, session.text("refresh")).status()).isEqualTo(401);
    centre.pass(Duration.ofHours(25));
    assertThat(centre.post("/v1/auth/reset", set.formatted(late), null).status()).isEqualTo(401);
    var code = centre.post("/v1/accounts/" + id + "/reset", "{}", operator()).text("code");
    assertThat(centre.post("/v1/auth/reset", set.formatted("guess"), null).status()).isEqualTo(401);
    assertThat(centre.post("/v1/auth/reset", set.formatted(code), null).status()).isEqualTo(200);
    assertThat(centre.post("/v1/auth/reset", set.formatted(code), null).status()).isEqualTo(401);
    assertThat(centre.signIn("forgetful", OTHER_PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void onlyOperatorsChangeAccountsAndNobodyTheirOwn() throws Exception {
    var id = centre.account("climber", "nurse");
    var nurse = signedIn("climber").text("access");
    assertThat(centre.get("/v1/accounts", nurse).status()).isEqualTo(403);
    assertThat(centre.get("/v1/accounts", null).status()).isEqualTo(401);
    var rights = "{\"roles\":[\"operator\"]}";
    assertThat(centre.post("/v1/accounts/" + id + "/rights", rights, nurse).status())
        .isEqualTo(403);
    var operator = operator();
    var own = centre.tokens.verify(operator).subject();
    assertThat(centre.post("/v1/accounts/" + own + "/rights", rights, operator).status())
        .isEqualTo(403);
    assertThat(centre.post("/v1/accounts/" + own + "/disable", "{}", operator).status())
        .isEqualTo(403);
    assertThat(centre.get("/v1/accounts", operator).body()).contains("climber");
    var device = "{\"login\":\"pump\",\"name\":\"Pump\",\"roles\":[\"device\"]}";
    assertThat(centre.post("/v1/accounts", device, operator).body()).contains("\"path\":\"roles\"");
  }

  @Test
  void twoNodesGiveALoginNameToOneOnly() throws Exception {
    try (var other = node();
        var threads = Executors.newFixedThreadPool(2)) {
      for (var i = 0; i < 5; i++) {
        var login = "twin" + i;
        Callable<String> here = () -> made(centre, login, "here-" + login);
        Callable<String> there = () -> made(other, login, "there-" + login);
        var made = new ArrayList<String>();
        for (var each : threads.invokeAll(List.of(here, there))) {
          made.add(each.get());
        }
        assertThat(made).contains("TAKEN").containsAnyOf("here-" + login, "there-" + login);
      }
    }
  }

  private static String made(Centre node, String login, String id) {
    var rights = new AccountAdmin.Rights(List.of("nurse"), List.of(), List.of());
    var wanted = new AccountAdmin.NewAccount(id, login, "Twin", rights, Centre.PASSWORD);
    try {
      return node.service.admin().create(wanted, "test").id();
    } catch (AccountRefusal e) {
      return e.fault().name();
    }
  }

  @Test
  void aRefreshTokenIsGoodOnceOnAllNodesTogether() throws Exception {
    centre.account("roamer", "nurse");
    try (var other = node();
        var threads = Executors.newFixedThreadPool(2)) {
      var token = signedIn("roamer").text("refresh");
      var moved = refresh(other, token);
      assertThat(moved.status()).isEqualTo(200);
      var back = refresh(centre, moved.text("refresh"));
      assertThat(back.status()).isEqualTo(200);
      Callable<Integer> here = () -> refresh(centre, back.text("refresh")).status();
      Callable<Integer> there = () -> refresh(other, back.text("refresh")).status();
      var statuses = new ArrayList<Integer>();
      for (var each : threads.invokeAll(List.of(here, there))) {
        statuses.add(each.get());
      }
      assertThat(statuses).containsExactlyInAnyOrder(200, 401);
      assertThat(other.signIn("roamer", Centre.PASSWORD).status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNotUnderstoodIsAnsweredWithTheField() throws Exception {
    assertThat(centre.post("/v1/auth/sign-in", "{\"login\":\"x\"}", null).body())
        .contains("\"code\":\"MALFORMED\"", "\"path\":\"password\"");
    for (var bad : List.of("", "[]", "{", "{\"login\":1}", "{\"a\":1}{}", "\"x\"")) {
      assertThat(centre.post("/v1/auth/sign-in", bad, null).status()).as(bad).isEqualTo(400);
    }
    var large = "{\"login\":\"" + "x".repeat(40_000) + "\"}";
    assertThat(centre.post("/v1/auth/sign-in", large, null).status()).isEqualTo(413);
    assertThat(centre.get("/v1/auth/sign-in", null).status()).isEqualTo(400);
    assertThat(centre.get("/v1/auth/me?token=x", null).status()).isEqualTo(400);
    var form =
        HttpRequest.newBuilder(centre.uri("/v1/auth/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("login=a&password=b"));
    assertThat(centre.send(form, null).status()).isEqualTo(400);
    assertThat(
            centre
                .meters
                .counter(
                    "wardstream.accounts.requests", "operation", "sign-in", "outcome", "MALFORMED")
                .count())
        .isPositive();
  }

  @Test
  void whoRegistersIsAPatientWhoSeesNothingYet() throws Exception {
    var body = "{\"login\":\"newcomer\",\"name\":\"New\",\"password\":\"" + Centre.PASSWORD + "\"}";
    assertThat(centre.post("/v1/auth/register", body, null).status()).isEqualTo(200);
    assertThat(centre.post("/v1/auth/register", body, null).status()).isEqualTo(409);
    var principal = centre.tokens.verify(signedIn("newcomer").text("access"));
    assertThat(principal.roles()).containsExactly(Role.PATIENT);
    assertThat(principal.patients()).isEmpty();
    assertThat(principal.wards()).isEmpty();
  }
}
