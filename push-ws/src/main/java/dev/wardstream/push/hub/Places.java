package dev.wardstream.push.hub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where patients are and were. Safe from any thread. */
public interface Places {

  /** The ward a patient is in now; null when in none. */
  @Nullable String wardOf(String patient);

  /** The wards a patient has left lately, oldest first. */
  List<Departure> departuresOf(String patient);

  /**
   * A patient has left a ward.
   *
   * @param partition of the census record that says so
   * @param offset of that record
   */
  record Departure(String ward, int partition, long offset) {

    /** Whether a subscriber of that ward was last told that the patient is there. */
    boolean isNewsTo(Subscription subscription) {
      return subscription.stream().id().equals(ward)
          && offset >= subscription.censusFrom(partition);
    }
  }
}
