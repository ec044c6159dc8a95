package dev.wardstream.clinical.vitals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which patient one device measured, and when. The patient of a reading is the one associated at
 * the reading's own event time, so a device handed on keeps its buffered data with the patient it
 * measured.
 *
 * @param intervals not overlapping, in any order
 */
public record Associations(List<Association> intervals) {
  public static final Associations NONE = new Associations(List.of());

  public Associations {
    intervals = List.copyOf(intervals);
  }

  /** The interval that covers the event time; the newest interval wins should two overlap. */
  public Optional<Association> at(Instant eventTime) {
    Association found = null;
    for (Association interval : intervals) {
      if (interval.covers(eventTime) && (found == null || interval.from().isAfter(found.from()))) {
        found = interval;
      }
    }
    return Optional.ofNullable(found);
  }
}
