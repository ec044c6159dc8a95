package dev.wardstream.clinical.windows;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.time.Instant;

/**
 * Statistics of one vital over one minute or hour of event time, aligned to the calendar (UTC).
 *
 * @param start inclusive; the window ends one size later, exclusive
 * @param mean HALF_UP to two places more than the finest sample
 * @param covered how many sixtieths of the window have a sample: what is missing is visible
 * @param revision 0 when first published, +1 each time other data changed it; the highest holds
 * @param isFinal the lateness bound of the series has passed: nothing can change it any more
 */
public record VitalWindow(
    Vital vital,
    Size size,
    Instant start,
    int count,
    String min,
    String max,
    String mean,
    String first,
    String last,
    Instant firstAt,
    Instant lastAt,
    int covered,
    int revision,
    boolean isFinal) {
  /** How long. */
  public enum Size {
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1));

    private final Duration length;

    Size(Duration length) {
      this.length = length;
    }

    /** Its length. */
    public Duration length() {
      return length;
    }

    /** Start of the window of an event time, epoch milliseconds. */
    public long startOf(long timeMillis) {
      return Math.floorDiv(timeMillis, length.toMillis()) * length.toMillis();
    }
  }
}
