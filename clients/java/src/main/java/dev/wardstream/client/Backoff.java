package dev.wardstream.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to stay away: a random time from nothing to a bound that doubles with every failure, so
 * that a thousand clients do not come back at one moment; on top of what the server asked for.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final RandomGenerator random;
  private Duration bound = FIRST;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** All is well again. */
  void reset() {
    bound = FIRST;
  }

  /**
   * Another failure.
   *
   * @param asked what the server asked for, at least
   */
  Duration next(Duration asked) {
    var wait = asked.plusNanos(random.nextLong(bound.toNanos()));
    var doubled = bound.multipliedBy(2);
    bound = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return wait;
  }
}
