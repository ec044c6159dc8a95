package dev.wardstream.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the edge protocol over the JDK's WebSocket: sends requests, keeps every line
 * received. Lines arrive on the HTTP client's thread; the test's thread waits for them with a
 * deadline.
 */
final class WireClient implements WebSocket.Listener, AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<JsonNode> lines = new ArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private final AtomicInteger ids = new AtomicInteger();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  private WireClient(URI address, @Nullable String bearer) {
    var builder = http.newWebSocketBuilder();
    if (bearer != null) {
      builder.header("Authorization", "Bearer " + bearer);
    }
    this.socket = builder.buildAsync(address, this).join();
  }

  /** Connects as a device or service does, with a bearer token, and waits for the hello. */
  static WireClient bearer(URI address, String token) {
    var client = new WireClient(address, token);
    client.await(line -> line.has("hello"));
    return client;
  }

  /** Connects as a browser does, with hello in the first frame. */
  static WireClient hello(URI address, String token) {
    var client = new WireClient(address, null);
    var answer = client.ask("\"hello\":{\"token\":\"%s\"}".formatted(token));
    if (!answer.has("ok")) {
      throw new IllegalStateException("refused: " + answer);
    }
    return client;
  }

  /** Sends {@code {"id":N,REQUEST}} and returns the number. */
  int send(String request) {
    int id = ids.incrementAndGet();
    raw("{\"id\":%d,%s}".formatted(id, request));
    return id;
  }

  /** Sends a text message as it is. */
  void raw(String text) {
    socket.sendText(text, true).join();
  }

  /** Sends a request and waits for its answer. */
  JsonNode ask(String request) {
    return answer(send(request));
  }

  JsonNode answer(int id) {
    return await(line -> line.path("id").asInt(-1) == id);
  }

  /** Waits for the first line received so far, or from now on, that matches. */
  JsonNode await(Predicate<JsonNode> wanted) {
    return Awaitility.await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> first(wanted), found -> found != null);
  }

  private @Nullable JsonNode first(Predicate<JsonNode> wanted) {
    return lines().stream().filter(wanted).findFirst().orElse(null);
  }

  List<JsonNode> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Every item delivered to a subscription after its snapshot, in order. */
  List<JsonNode> data(int sub) {
    return items(sub, "data");
  }

  /** Every item of the snapshot of a subscription, in order. */
  List<JsonNode> snapshot(int sub) {
    return items(sub, "snapshot");
  }

  private List<JsonNode> items(int sub, String kind) {
    return lines().stream()
        .filter(line -> line.path("sub").asInt(-1) == sub)
        .flatMap(line -> line.path(kind).valueStream())
        .toList();
  }

  /** The newest cursor of a subscription. */
  String cursor(int sub) {
    var cursor = "";
    for (var line : lines()) {
      if (line.path("sub").asInt(-1) == sub && line.has("cursor")) {
        cursor = line.path("cursor").asString();
      } else if (line.path("sub").asInt(-1) == sub && line.has("live")) {
        cursor = line.path("live").path("cursor").asString();
      }
    }
    return cursor;
  }

  /** The close code, once the server has closed. */
  int closeCode() {
    return closed.orTimeout(DEADLINE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS).join();
  }

  boolean isOpen() {
    return !closed.isDone() && !socket.isOutputClosed();
  }

  @Override
  public void onOpen(WebSocket opened) {
    opened.request(Long.MAX_VALUE);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      partial.toString().lines().filter(line -> !line.isBlank()).forEach(this::keep);
      partial.setLength(0);
    }
    return null;
  }

  private void keep(String line) {
    var parsed = JSON.readTree(line);
    synchronized (lines) {
      lines.add(parsed);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
    closed.complete(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
  }

  /** Cuts the connection without a closing handshake, as a lost network does. */
  void cut() {
    socket.abort();
    http.shutdownNow();
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    http.close();
  }
}
