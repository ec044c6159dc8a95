package dev.wardstream.cli.device;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * How devices reach the server. Shared by all devices of a run.
 *
 * @param http does the talking
 * @param ingest address of {@code /v1/ingest}
 * @param tokens what devices prove themselves with
 * @param clock the time
 * @param tally counts what happens
 */
public record Uplink(HttpClient http, URI ingest, Tokens tokens, Clock clock, Tally tally)
    implements AutoCloseable {
  private static final int ATTEMPTS = 4;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  /**
   * An uplink to the server at an address.
   *
   * @param server as in {@code http://127.0.0.1:8080}; {@code ws:} and {@code wss:} do as well
   */
  public static Uplink to(URI server, Tokens tokens, Clock clock) {
    var http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    return new Uplink(http, ingestOf(server), tokens, clock, new Tally());
  }

  static URI ingestOf(URI server) {
    var scheme = String.valueOf(server.getScheme());
    var secure =
        switch (scheme) {
          case "http", "ws" -> false;
          case "https", "wss" -> true;
          default ->
              throw new IllegalArgumentException(
                  "an address begins with http:, https:, ws: or wss:, not " + server);
        };
    return URI.create((secure ? "wss://" : "ws://") + server.getAuthority() + "/v1/ingest");
  }

  /**
   * Opens a line for a device. Blocks the device's thread. A device that was enrolled a moment ago
   * may not be known to every node yet: it is refused for good only after a few attempts.
   */
  Connection connect(String device) {
    var connection = attempt(device);
    for (var i = 1; i < ATTEMPTS && isFatal(connection); i++) {
      LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      connection = attempt(device);
    }
    return connection;
  }

  private static boolean isFatal(Connection connection) {
    return connection instanceof Connection.Failed failed && failed.fatal();
  }

  private Connection attempt(String device) {
    var line = new Line();
    try {
      var socket =
          http.newWebSocketBuilder()
              .connectTimeout(CONNECT_LIMIT)
              .header("Authorization", "Bearer " + tokens.of(device))
              .buildAsync(ingest, line)
              .join();
      line.listen(socket);
      return new Connection.Open(line);
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refusal) {
        var status = refusal.getResponse().statusCode();
        return new Connection.Failed("HTTP " + status, status == 401 || status == 403);
      }
      return new Connection.Failed(String.valueOf(e.getCause()), false);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** What became of an attempt to connect. */
  sealed interface Connection {
    /** It stands. */
    record Open(Line line) implements Connection {}

    /**
     * It does not.
     *
     * @param fatal trying again is of no use
     */
    record Failed(String why, boolean fatal) implements Connection {}
  }
}
