package dev.wardstream.ingest.record;

import dev.wardstream.edge.Settings;
import java.time.Duration;

/**
 * How records are sent.
 *
 * @param inFlightBytes bytes sent and not acknowledged at which requests are refused
 * @param delivery after this time without acknowledgement the outcome is unknown
 * @param request time for one attempt
 * @param stall time without any acknowledgement after which requests are refused at once
 * @param linger how long a batch waits for more
 * @param compression {@code none} or {@code lz4}
 */
public record RecorderConfig(
    int inFlightBytes,
    Duration delivery,
    Duration request,
    Duration stall,
    Duration linger,
    String compression) {

  public RecorderConfig {
    if (inFlightBytes < 1 << 16 || inFlightBytes > 1 << 30) {
      throw new IllegalArgumentException(
          "in-flight bytes are %d, not between 64 KiB and 1 GiB".formatted(inFlightBytes));
    }
    if (stall.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("stall is %s, below 100 ms".formatted(stall));
    }
    if (delivery.compareTo(request.plus(linger)) < 0) {
      throw new IllegalArgumentException(
          "delivery timeout %s is below request timeout %s".formatted(delivery, request));
    }
  }

  /** Reads the settings; every one has a default. */
  public static RecorderConfig from(Settings settings) {
    return new RecorderConfig(
        settings.take("IN_FLIGHT_BYTES", Integer::valueOf).orElse(32 << 20),
        settings.take("DELIVERY_TIMEOUT", Duration::parse).orElse(Duration.ofMinutes(2)),
        settings.take("REQUEST_TIMEOUT", Duration::parse).orElse(Duration.ofSeconds(8)),
        settings.take("STALL_AFTER", Duration::parse).orElse(Duration.ofSeconds(5)),
        settings.take("LINGER", Duration::parse).orElse(Duration.ofMillis(2)),
        settings.text("COMPRESSION").orElse("none"));
  }
}
