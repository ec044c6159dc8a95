package dev.wardstream.cli.verify;

import dev.wardstream.client.Transport;
import java.time.Duration;
import java.util.List;

/**
 * What a run does.
 *
 * @param length how long readings are put
 * @param interval between two readings of a probe
 * @param subscribers of each habit on each transport
 * @param transports to be used
 * @param settle how long, after the last reading, watchers may take to have it
 * @param seed of what happens at random
 */
public record Plan(
    Duration length,
    Duration interval,
    int subscribers,
    List<Transport> transports,
    Duration settle,
    long seed) {

  public Plan {
    transports = List.copyOf(transports);
    if (!length.isPositive() || !interval.isPositive()) {
      throw new IllegalArgumentException("a run and its intervals are longer than nothing");
    }
    if (subscribers < 1 || transports.isEmpty()) {
      throw new IllegalArgumentException("there is at least 1 subscriber, and a transport");
    }
  }
}
