package dev.wardstream.edge.http;

import dev.wardstream.edge.Settings;
import java.time.Duration;

/**
 * How much of a request's body is taken.
 *
 * @param bytes largest body, as sent
 * @param inflatedBytes largest body after gzip was undone
 * @param totalBytes of all bodies that a node holds at one time, in both forms
 * @param time in which a body must have arrived
 */
public record BodyLimits(int bytes, int inflatedBytes, int totalBytes, Duration time) {
  /** 1 MiB, 4 MiB inflated, 64 MiB on the node, 10 s. */
  public static final BodyLimits DEFAULT =
      new BodyLimits(1 << 20, 4 << 20, 64 << 20, Duration.ofSeconds(10));

  public BodyLimits {
    if (bytes < 1024 || bytes > Answers.MAX_BODY || inflatedBytes < bytes) {
      throw new IllegalArgumentException(
          "HTTP_BODY_BYTES is %d, not between 1024 and %d and at most HTTP_INFLATED_BYTES %d"
              .formatted(bytes, Answers.MAX_BODY, inflatedBytes));
    }
    if (totalBytes - bytes < inflatedBytes) {
      throw new IllegalArgumentException(
          "HTTP_BODIES_BYTES is %d, below HTTP_BODY_BYTES + HTTP_INFLATED_BYTES"
              .formatted(totalBytes));
    }
    if (time.toMillis() < 10 || time.toHours() >= 1) {
      throw new IllegalArgumentException(
          "HTTP_BODY_TIMEOUT is %s, not between PT0.01S and PT1H".formatted(time));
    }
  }

  /** Reads the limits; every one has a default. */
  public static BodyLimits from(Settings settings) {
    return new BodyLimits(
        settings.take("HTTP_BODY_BYTES", Integer::valueOf).orElse(DEFAULT.bytes),
        settings.take("HTTP_INFLATED_BYTES", Integer::valueOf).orElse(DEFAULT.inflatedBytes),
        settings.take("HTTP_BODIES_BYTES", Integer::valueOf).orElse(DEFAULT.totalBytes),
        settings.take("HTTP_BODY_TIMEOUT", Duration::parse).orElse(DEFAULT.time));
  }
}
