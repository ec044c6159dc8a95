package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value as a device sent it.
 *
 * @param value the text exactly as sent
 * @param unit UCUM code when the device overrode the canonical unit; null otherwise
 * @param time event time: when it was measured
 * @param status whether it is a value or corrects one
 * @param observationSet readings of one time with the same id were taken together by a person; null
 *     for none
 */
public record Reading(
    Vital vital,
    String value,
    @Nullable String unit,
    Instant time,
    Status status,
    @Nullable String observationSet) {
  /** As in the FHIR Observation. */
  public enum Status {
    FINAL,
    /** Replaces the value of the same time. */
    CORRECTED,
    /** Removes the value of the same time. */
    ENTERED_IN_ERROR
  }

  /** An ordinary value. */
  public Reading(Vital vital, String value, @Nullable String unit, Instant time) {
    this(vital, value, unit, time, Status.FINAL, null);
  }
}
