package dev.wardstream.ingest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A well-behaved WebSocket client; what it receives is read line by line, in order. */
final class Client implements WebSocket.Listener, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;

  static Client connect(int port, String token) {
    return connect(port, token, "");
  }

  /** As part of a trace, unless its text is empty. */
  static Client connect(int port, String token, String traceparent) {
    var client = new Client();
    var builder = client.http.newWebSocketBuilder().header("Authorization", "Bearer " + token);
    if (!traceparent.isEmpty()) {
      builder.header("traceparent", traceparent);
    }
    client.socket =
        builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/ingest"), client).join();
    if (!client.line().startsWith("{\"hello\":")) {
      throw new IllegalStateException("no greeting");
    }
    return client;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      partial.toString().lines().forEach(lines::add);
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    lines.add("closed " + code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    lines.add("failed " + error);
  }

  /** Sends one text message. */
  void send(String text) {
    if (socket == null) {
      throw new IllegalStateException("not connected");
    }
    socket.sendText(text, true).join();
  }

  /** The next line. */
  String line() {
    try {
      var line = lines.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new IllegalStateException("nothing received in " + LIMIT);
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Sends one message of one line and returns the answer. */
  String ask(String text) {
    send(text);
    return line();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
