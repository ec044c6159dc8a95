package dev.wardstream.push;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A client of {@code /v1/push} that keeps every line it gets. Used by one thread. */
final class TestSubscriber implements AutoCloseable, WebSocket.Listener {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]+)\"");
  private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private volatile boolean reading = true;
  private volatile boolean dropped;
  private volatile int closeCode;
  private @Nullable WebSocket socket;
  private int requests;

  static TestSubscriber connect(int port, String token) {
    var subscriber = new TestSubscriber();
    subscriber.socket =
        HTTP.newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/push"), subscriber)
            .join();
    return subscriber;
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    webSocket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last && !dropped) {
      lines.addAll(part.toString().lines().toList());
      part.setLength(0);
    }
    if (reading) {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode = code;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closeCode = closeCode == 0 ? -1 : closeCode;
  }

  /** Takes no more from the socket. */
  void stopReading() {
    reading = false;
  }

  void readOn() {
    reading = true;
    socket().request(1);
  }

  private WebSocket socket() {
    return java.util.Objects.requireNonNull(socket);
  }

  /** Sends a request and returns its answer. */
  String ask(String verb, String body) {
    var id = ++requests;
    send("{\"id\":%d,\"%s\":%s}".formatted(id, verb, body));
    return line(text -> text.startsWith("{\"id\":" + id + ","));
  }

  void send(String line) {
    socket().sendText(line, true).join();
  }

  /** Subscribes; the answer must be ok. */
  int sub(String stream, String from) {
    return sub(stream, from, "");
  }

  int sub(String stream, String from, String more) {
    var answer = ask("sub", "{\"stream\":\"%s\",\"from\":%s%s}".formatted(stream, from, more));
    if (!answer.contains("\"ok\"")) {
      throw new AssertionError(answer);
    }
    return Integer.parseInt(answer.replaceAll(".*\"sub\":(\\d+).*", "$1"));
  }

  /** The first line that fits; waits for it. */
  String line(Predicate<String> wanted) {
    return Awaitility.await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> lines.stream().filter(wanted).findFirst(), java.util.Optional::isPresent)
        .orElseThrow();
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Positions of the items of a sort ({@code data} or {@code snapshot}), in the order received. */
  List<String> positions(int sub, String sort) {
    return items(sub, sort).flatMap(TestSubscriber::at).toList();
  }

  private Stream<String> items(int sub, String sort) {
    var start = "{\"sub\":%d,\"%s\":".formatted(sub, sort);
    return lines.stream().filter(line -> line.startsWith(start));
  }

  private static Stream<String> at(String line) {
    var found = new ArrayList<String>();
    for (var matcher = AT.matcher(line); matcher.find(); ) {
      found.add(matcher.group(1));
    }
    return found.stream();
  }

  List<String> awaitData(int sub, int items) {
    Awaitility.await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> closeCode != 0 || positions(sub, "data").size() >= items);
    return positions(sub, "data");
  }

  void awaitLive(int sub) {
    line(text -> text.startsWith("{\"sub\":%d,\"live\":".formatted(sub)));
  }

  /** The newest cursor of a subscription. */
  String cursor(int sub) {
    var start = "{\"sub\":%d,".formatted(sub);
    var found = "";
    for (var line : lines) {
      var matcher = CURSOR.matcher(line);
      if (line.startsWith(start) && matcher.find()) {
        found = matcher.group(1);
      }
    }
    return found;
  }

  int awaitClose() {
    Awaitility.await().atMost(LONG).until(() -> closeCode != 0);
    return closeCode;
  }

  /** Loses the connection: nothing that comes after is kept. */
  void drop() {
    dropped = true;
    socket().abort();
  }

  @Override
  public void close() {
    socket().abort();
  }
}
