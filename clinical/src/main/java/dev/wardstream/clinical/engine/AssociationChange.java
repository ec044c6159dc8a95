package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Association;
import java.time.Instant;
import java.util.List;

/**
 * The whole list of a device's associations, as now known; it replaces what was known of the
 * device. Intervals of other patients are ignored, so the device's record can be handed unfiltered
 * to every patient it names or named before.
 *
 * @param at platform time at which it became known
 */
public record AssociationChange(String device, List<Association> intervals, Instant at) {
  public AssociationChange {
    intervals = List.copyOf(intervals);
  }
}
