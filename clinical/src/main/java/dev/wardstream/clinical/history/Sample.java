package dev.wardstream.clinical.history;

import java.time.Instant;

/**
 * One accepted value of a series.
 *
 * @param time event time, unique in its series
 * @param value decimal text in the canonical unit of the vital, or its code
 * @param at the put that brought it
 */
public record Sample(Instant time, String value, Position at) {}
