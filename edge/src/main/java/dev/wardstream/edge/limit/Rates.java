package dev.wardstream.edge.limit;

import dev.wardstream.edge.Settings;
import java.time.Duration;

/**
 * How fast a peer may be. The defaults are docs/limits.md's.
 *
 * @param connection of one socket, whoever it is
 * @param device of one principal over all its sockets; a gateway has that of all its devices
 * @param address of one network address over all its sockets
 * @param burst how long a rate may be saved up
 */
public record Rates(Rate connection, Rate device, Rate address, Duration burst) {

  public Rates {
    if (burst.isNegative() || burst.toMinutes() >= 60) {
      throw new IllegalArgumentException("burst is %s, not between 0 and 1 h".formatted(burst));
    }
  }

  /** Reads the settings; every one has a default. */
  public static Rates from(Settings settings) {
    return new Rates(
        rate(settings, "CONNECTION", 5_000, 4 << 20),
        rate(settings, "DEVICE", 50, 256 << 10),
        rate(settings, "ADDRESS", 20_000, 16 << 20),
        settings.take("RATE_BURST", Duration::parse).orElse(Duration.ofSeconds(10)));
  }

  private static Rate rate(Settings settings, String whose, int requests, int bytes) {
    return new Rate(
        settings.take(whose + "_RATE", Integer::valueOf).orElse(requests),
        settings.take(whose + "_BYTE_RATE", Integer::valueOf).orElse(bytes));
  }
}
