package dev.wardstream.edge.limit;

import dev.wardstream.edge.Settings;

/**
 * How many connections a node keeps, how many HTTP requests it works on, and of whom.
 *
 * @param connections all of them
 * @param perAddress from one network address; of IPv6 one network of 64 bits counts as one
 * @param perPrincipal of one subject of a token
 * @param greeting that have not authenticated yet
 * @param greetingPerAddress of those from one network address
 * @param requestsPerAddress HTTP requests in progress from one network address
 * @param requestsPerPrincipal HTTP requests in progress of one subject of a token
 */
public record Caps(
    int connections,
    int perAddress,
    int perPrincipal,
    int greeting,
    int greetingPerAddress,
    int requestsPerAddress,
    int requestsPerPrincipal) {

  private static final int MOST = 1_000_000;

  public Caps {
    for (var cap :
        new int[] {
          connections,
          perAddress,
          perPrincipal,
          greeting,
          greetingPerAddress,
          requestsPerAddress,
          requestsPerPrincipal
        }) {
      if (cap < 1 || cap > MOST) {
        throw new IllegalArgumentException(
            "a cap is %d, not between 1 and %d".formatted(cap, MOST));
      }
    }
  }

  /** Reads the settings; every one has a default. */
  public static Caps from(Settings settings) {
    return new Caps(
        settings.take("MAX_CONNECTIONS", Integer::valueOf).orElse(10_000),
        settings.take("MAX_PER_ADDRESS", Integer::valueOf).orElse(2_000),
        settings.take("MAX_PER_PRINCIPAL", Integer::valueOf).orElse(64),
        settings.take("MAX_GREETING", Integer::valueOf).orElse(1_000),
        settings.take("MAX_GREETING_PER_ADDRESS", Integer::valueOf).orElse(200),
        settings.take("MAX_REQUESTS_PER_ADDRESS", Integer::valueOf).orElse(512),
        settings.take("MAX_REQUESTS_PER_PRINCIPAL", Integer::valueOf).orElse(64));
  }
}
