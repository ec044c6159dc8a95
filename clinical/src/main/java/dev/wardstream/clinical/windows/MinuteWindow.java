package dev.wardstream.clinical.windows;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.time.Instant;

/**
 * Statistics of one vital over one minute of event time.
 *
 * @param start inclusive; the window ends one minute later, exclusive
 * @param mean HALF_UP to two places more than the finest sample
 * @param revision 0 when first published, +1 each time late data changed it; the highest holds
 * @param isFinal the lateness bound of the series has passed: nothing can change it any more
 */
public record MinuteWindow(
    Vital vital,
    Instant start,
    int count,
    String min,
    String max,
    String mean,
    String first,
    String last,
    Instant firstAt,
    Instant lastAt,
    int revision,
    boolean isFinal) {
  public static final Duration SIZE = Duration.ofMinutes(1);
}
