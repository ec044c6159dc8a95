package dev.wardstream.accounts;

import dev.wardstream.accounts.AccountAdmin.NewAccount;
import dev.wardstream.accounts.AccountAdmin.Rights;
import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.Refusals;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One node with an account centre behind a real port, in time that the test moves. */
final class Centre implements AutoCloseable {
  static final String PASSWORD = "seven quiet lanterns";

  final AtomicReference<Instant> now;
  final TokenMint mint;
  final People people;
  final AccountService service;
  final TokenVerifier tokens;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TicketPage tickets = new TicketPage(name -> name.startsWith("wards/"));
  final EdgeServer server;
  private final Refusals audit;
  private final HttpClient http = HttpClient.newHttpClient();

  /** A node of a cluster whose nodes share keys and time. */
  Centre(String bootstrap, SchemaRegistry registry, AtomicReference<Instant> now, TokenMint mint) {
    this.now = now;
    this.mint = mint;
    InstantSource clock = now::get;
    var config =
        new AccountsConfig(
            Duration.ofMinutes(10), Duration.ofHours(12), Duration.ofMinutes(30), true);
    people =
        People.open(
            new PeopleConfig(mint.rules(), List.of(mint.issuer()), Optional.of(mint), config),
            Map.of("bootstrap.servers", bootstrap),
            registry,
            clock);
    service = people.centre().orElseThrow();
    tokens = mint.verifier(people.standing());
    var settings = Settings.of("X_", Map.of("X_PORT", "0", "X_ORIGINS", "https://ward.example"));
    var builder = EdgeServer.builder(EdgeConfig.from(settings, 0)).clock(clock);
    builder.endpoint(new SilentEndpoint());
    audit = Refusals.open(Map.of("bootstrap.servers", bootstrap), registry, meters, clock);
    people.serve(builder, tokens, meters, audit);
    tickets.serve(builder, tokens, meters);
    server = builder.start(tokens);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> people.whyNotReady().isEmpty());
  }

  static TokenMint mint(AtomicReference<Instant> now) {
    var rules = new TokenRules("wardstream", "wardstream", Duration.ofMinutes(15), Duration.ZERO);
    return TokenMint.temporary(rules, now::get);
  }

  /** Makes an account with {@link #PASSWORD}. */
  String account(String login, String role, String... wards) throws AccountRefusal {
    var rights = new Rights(List.of(role), List.of(wards), List.of());
    return service
        .admin()
        .create(new NewAccount("id-" + login, login, "Some One", rights, PASSWORD), "test")
        .id();
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** An answer with its status. */
  record Answer(int status, String body, HttpResponse<String> response) {
    /** The text of a field, found by its name. */
    String text(String name) {
      var start = body.indexOf("\"" + name + "\":\"") + name.length() + 4;
      return body.substring(start, body.indexOf('"', start));
    }
  }

  Answer signIn(String login, String password) throws IOException, InterruptedException {
    return post(
        "/v1/auth/sign-in",
        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password),
        null);
  }

  Answer post(String path, String json, @Nullable String token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    return send(request, token);
  }

  Answer get(String path, @Nullable String token) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)), token);
  }

  Answer send(HttpRequest.Builder request, @Nullable String token)
      throws IOException, InterruptedException {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    var answer = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body(), answer);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  @Override
  public void close() {
    server.close();
    tickets.close();
    people.close();
    audit.close();
    http.close();
  }
}
