package dev.wardstream.clinical.vitals;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device measured a patient during the half-open interval [from, to) of event time.
 *
 * @param to exclusive end; null while it lasts
 * @param expects vitals whose silence is an alert from {@code from} on; may be empty
 */
public record Association(String patient, Instant from, @Nullable Instant to, Set<Vital> expects) {

  public Association {
    expects = Set.copyOf(expects);
    if (to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("association ends at " + to + ", before " + from);
    }
  }

  /** Whether the instant lies in [from, to). */
  public boolean covers(Instant instant) {
    return !instant.isBefore(from) && (to == null || instant.isBefore(to));
  }
}
