package dev.wardstream.clinical.rules;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A limit and how long it must be met: by a run of at least {@code samples} consecutive samples
 * whose last is at least {@code lasting} after its first.
 *
 * @param limit compared with the display-rounded value in the canonical unit
 * @param lasting D of a raise, C of a clear; zero or more
 * @param samples N of a raise, M of a clear; at least 1
 */
public record Hold(BigDecimal limit, Duration lasting, int samples) {
  public Hold {
    if (lasting.isNegative() || samples < 1) {
      throw new IllegalArgumentException("a hold lasts >= 0 and takes >= 1 sample: " + lasting);
    }
  }
}
