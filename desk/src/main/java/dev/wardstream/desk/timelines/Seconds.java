package dev.wardstream.desk.timelines;

import dev.wardstream.clinical.vitals.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times in files of timelines: decimal seconds after a common zero, to the millisecond. */
public final class Seconds {
  /** What second 0 is; only its distance from others matters. */
  public static final Instant ZERO = Instant.parse("2026-01-15T10:00:00Z");

  /** Some 30 years. */
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  private static final int MILLIS_DIGITS = 3;

  private Seconds() {}

  /** The length of time; null when the text is none. */
  static @Nullable Duration duration(String text) {
    var seconds = Decimals.parse(text);
    if (seconds == null || !Decimals.tame(seconds) || seconds.abs().compareTo(MOST) > 0) {
      return null;
    }
    var millis = seconds.movePointRight(MILLIS_DIGITS).stripTrailingZeros();
    return millis.scale() > 0 ? null : Duration.ofMillis(millis.longValueExact());
  }

  /** The time as it is written in a file: whole where it is whole. */
  public static BigDecimal of(Instant instant) {
    var millis = Duration.between(ZERO, instant).toMillis();
    var seconds = BigDecimal.valueOf(millis, MILLIS_DIGITS).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }
}
