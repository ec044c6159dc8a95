package dev.wardstream.alerts.watch;

import dev.wardstream.clinical.history.Position;

/**
 * A sample as the store keeps it; patient, vital and event time are in its key.
 *
 * @param value decimal text in the canonical unit of the vital, or its code
 * @param at the put that brought it
 */
public record KeptSample(String value, Position at) {}
