package dev.wardstream.cli.device;

import java.util.Map;

/**
 * What a {@link Tally} had counted at one moment.
 *
 * @param readings measurements
 * @param puts requests
 * @param lines connections
 * @param p50Millis median time from the first sending of a put to its receipt
 * @param p99Millis 99th percentile of the same
 */
public record Figures(
    Readings readings, Puts puts, Lines lines, double p50Millis, double p99Millis) {

  /**
   * Measurements.
   *
   * @param measured taken
   * @param acknowledged known to be in the log
   * @param rejected not understood by the server
   * @param dropped lost because a device's buffer was full
   */
  public record Readings(long measured, long acknowledged, long rejected, long dropped) {}

  /**
   * Requests.
   *
   * @param sent for the first time
   * @param acknowledged receipts
   * @param resent sent again with the same ids
   * @param refused errors by code
   */
  public record Puts(long sent, long acknowledged, long resent, Map<String, Long> refused) {}

  /**
   * Connections.
   *
   * @param connected now
   * @param reconnects connections after a device's first
   * @param faults injected, by kind
   */
  public record Lines(long connected, long reconnects, Map<String, Long> faults) {}
}
