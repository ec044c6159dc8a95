package dev.wardstream.edge.socket;

import dev.wardstream.edge.Settings;
import dev.wardstream.edge.limit.Caps;
import dev.wardstream.edge.limit.Rates;
import java.time.Duration;

/**
 * What one connection may cost, and how long it may be silent.
 *
 * @param caps how many connections there may be, and of whom
 * @param rates how fast they may be
 * @param messageBytes largest incoming message, and size at which an outgoing one is sent
 * @param subscriptions of one connection; announced, enforced by the push endpoint
 * @param pendingRequests unanswered requests at which a connection is no longer read
 * @param pendingBytes size of unanswered requests at which a connection is no longer read
 * @param hello time to authenticate
 * @param message time that a message may take from its first byte to its last
 * @param heartbeat interval of pings and beats
 * @param pong time to answer a ping
 * @param write longest time that one outgoing message may take
 * @param drain longest time to finish answers, and to finish a close handshake
 */
public record SocketLimits(
    Caps caps,
    Rates rates,
    int messageBytes,
    int subscriptions,
    int pendingRequests,
    int pendingBytes,
    Duration hello,
    Duration message,
    Duration heartbeat,
    Duration pong,
    Duration write,
    Duration drain) {

  public SocketLimits {
    requireWithin("messageBytes", messageBytes, 1024, 16 << 20);
    requireWithin("subscriptions", subscriptions, 1, 1 << 16);
    requireWithin("pendingRequests", pendingRequests, 1, 1 << 20);
    requireWithin("pendingBytes", pendingBytes, 1024, 1 << 30);
  }

  /** Reads the limits of a service; every one has a default. */
  public static SocketLimits from(Settings settings) {
    return new SocketLimits(
        Caps.from(settings),
        Rates.from(settings),
        settings.take("MESSAGE_BYTES", Integer::valueOf).orElse(64 << 10),
        settings.take("MAX_SUBSCRIPTIONS", Integer::valueOf).orElse(256),
        settings.take("PENDING_REQUESTS", Integer::valueOf).orElse(1024),
        settings.take("PENDING_BYTES", Integer::valueOf).orElse(1 << 20),
        settings.take("HELLO_TIMEOUT", SocketLimits::duration).orElse(Duration.ofSeconds(10)),
        settings.take("MESSAGE_TIMEOUT", SocketLimits::duration).orElse(Duration.ofSeconds(10)),
        settings.take("HEARTBEAT", SocketLimits::duration).orElse(Duration.ofSeconds(15)),
        settings.take("PONG_TIMEOUT", SocketLimits::duration).orElse(Duration.ofSeconds(10)),
        settings.take("WRITE_TIMEOUT", SocketLimits::duration).orElse(Duration.ofSeconds(10)),
        settings.take("DRAIN_TIMEOUT", SocketLimits::duration).orElse(Duration.ofSeconds(5)));
  }

  /** Pause between two looks at the deadlines: a quarter of the shortest, at most a second. */
  public Duration tick() {
    var shortest = 4_000L;
    for (var each : new Duration[] {hello, message, heartbeat, pong, write, drain}) {
      shortest = Math.min(shortest, each.toMillis());
    }
    return Duration.ofMillis(Math.max(10, shortest / 4));
  }

  private static Duration duration(String text) {
    var duration = Duration.parse(text);
    if (duration.compareTo(Duration.ofMillis(40)) < 0 || duration.toHours() >= 24) {
      throw new IllegalArgumentException("not between PT0.04S and PT24H");
    }
    return duration;
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, not between %d and %d".formatted(name, value, least, most));
    }
  }
}
