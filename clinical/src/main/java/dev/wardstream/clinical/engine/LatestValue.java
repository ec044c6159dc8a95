package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;

/**
 * The accepted value of a series with the newest event time.
 *
 * @param value decimal text in the canonical unit, or the code
 * @param time event time, the W of the series
 * @param arrival platform time of arrival
 */
public record LatestValue(
    Vital vital, String value, Instant time, Instant arrival, String device) {}
