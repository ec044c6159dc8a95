package dev.wardstream.edge.socket;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What the server tells a peer that has authenticated. */
final class Greeting {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Greeting() {}

  static String json(String session, SocketLimits limits, Instant now) {
    return """
    {"session":"%s","heartbeatMs":%d,"limits":{"messageBytes":%d,"subscriptions":%d},"now":"%s"}\
    """
        .formatted(
            session,
            limits.heartbeat().toMillis(),
            limits.messageBytes(),
            limits.subscriptions(),
            time(now));
  }

  /** RFC 3339 UTC with milliseconds. */
  static String time(Instant instant) {
    return MILLIS.format(instant);
  }
}
