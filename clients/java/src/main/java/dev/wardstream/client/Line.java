package dev.wardstream.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection. Its owner's thread sends and takes; the HTTP client's threads only put
 * what they hear into the inbox, one message at a time.
 */
public final class Line implements WebSocket.Listener {
  private static final Duration SEND_LIMIT = Duration.ofSeconds(15);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final int MESSAGE_CHARS = 16 << 20;

  private final BlockingQueue<Event> inbox = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;

  private Line() {}

  /** What is heard on a line. */
  public sealed interface Event {
    /** A whole text message. */
    record Heard(String message) implements Event {}

    /** The other side lives. */
    record Alive() implements Event {}

    /**
     * Nothing more will come.
     *
     * @param code close code; 1006 when the connection just broke
     */
    record Ended(int code, String reason) implements Event {
      /** Whether the other side does not want to see this client again as it is. */
      public boolean isFatal() {
        return code >= 4500 && code < 5000;
      }

      Signal.Ended signal() {
        return new Signal.Ended(code + " " + reason, !isFatal(), Duration.ZERO);
      }
    }
  }

  /** What became of an attempt to connect. */
  public sealed interface Attempt {
    /** It stands. */
    record Open(Line line) implements Attempt {}

    /**
     * It does not.
     *
     * @param fatal trying again is of no use
     */
    record Failed(String why, boolean fatal) implements Attempt {}
  }

  /**
   * Opens a line. Blocks for at most ten seconds.
   *
   * @param address as in {@code wss://edge.example/v1/ingest}
   * @param token the bearer's
   */
  public static Attempt open(HttpClient http, URI address, String token) {
    var line = new Line();
    try {
      line.socket =
          http.newWebSocketBuilder()
              .connectTimeout(CONNECT_LIMIT)
              .header("Authorization", "Bearer " + token)
              .buildAsync(address, line)
              .join();
      return new Attempt.Open(line);
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refusal) {
        var status = refusal.getResponse().statusCode();
        return new Attempt.Failed("HTTP " + status, status == 401 || status == 403);
      }
      return new Attempt.Failed(String.valueOf(e.getCause()), false);
    }
  }

  /**
   * The WebSocket address of an endpoint.
   *
   * @param server as in {@code http://127.0.0.1:8080}; {@code ws:} and {@code wss:} do as well
   * @throws IllegalArgumentException when it is no such address
   */
  public static URI address(URI server, String path) {
    return URI.create((isSecure(server) ? "wss://" : "ws://") + server.getAuthority() + path);
  }

  static URI page(URI server, String path) {
    return URI.create((isSecure(server) ? "https://" : "http://") + server.getAuthority() + path);
  }

  private static boolean isSecure(URI server) {
    return switch (String.valueOf(server.getScheme())) {
      case "http", "ws" -> false;
      case "https", "wss" -> true;
      default ->
          throw new IllegalArgumentException(
              "an address begins with http:, https:, ws: or wss:, not " + server);
    };
  }

  /** Waits for the next event; null when there is none in time. */
  public @Nullable Event next(Duration limit) throws InterruptedException {
    var event = inbox.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (event instanceof Event.Heard && socket != null) {
      socket.request(1);
    }
    return event;
  }

  /** Sends a message; false when the line turned out to be broken. */
  public boolean send(String message) {
    return socket != null && done(socket.sendText(message, true));
  }

  /** Sends a ping, which is answered by {@link Event.Alive}. */
  public boolean ping() {
    return socket != null && done(socket.sendPing(ByteBuffer.allocate(0)));
  }

  /** Says goodbye, waiting only briefly. */
  public void close() {
    if (socket != null) {
      socket
          .sendClose(WebSocket.NORMAL_CLOSURE, "")
          .orTimeout(1, TimeUnit.SECONDS)
          .exceptionally(_ -> null)
          .join();
      socket.abort();
    }
  }

  /** Cuts the connection without a word, as a pulled cable would. */
  public void cut() {
    if (socket != null) {
      socket.abort();
    }
  }

  private static boolean done(CompletableFuture<WebSocket> sending) {
    try {
      sending.orTimeout(SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
      return true;
    } catch (CompletionException _) {
      return false;
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    if (partial.length() + data.length() > MESSAGE_CHARS) {
      inbox.add(new Event.Ended(1009, "a message of more than %d".formatted(MESSAGE_CHARS)));
      from.abort();
      return null;
    }
    partial.append(data);
    if (last) {
      inbox.add(new Event.Heard(partial.toString()));
      partial.setLength(0);
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    inbox.add(new Event.Alive());
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    inbox.add(new Event.Ended(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    inbox.add(new Event.Ended(1006, String.valueOf(error.getMessage())));
  }
}
