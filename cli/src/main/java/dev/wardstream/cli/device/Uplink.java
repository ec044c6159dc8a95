package dev.wardstream.cli.device;

import dev.wardstream.client.Line;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
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
    return new Uplink(http, Line.address(server, "/v1/ingest"), tokens, clock, new Tally());
  }

  /**
   * Opens a line for a device. Blocks the device's thread. A device that was enrolled a moment ago
   * may not be known to every node yet: it is refused for good only after a few attempts.
   */
  Line.Attempt connect(String device) {
    var attempt = attempt(device);
    for (var i = 1; i < ATTEMPTS && isFatal(attempt); i++) {
      LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      attempt = attempt(device);
    }
    return attempt;
  }

  private static boolean isFatal(Line.Attempt attempt) {
    return attempt instanceof Line.Attempt.Failed failed && failed.fatal();
  }

  private Line.Attempt attempt(String device) {
    return Line.open(http, ingest, tokens.of(device));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
