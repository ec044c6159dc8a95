package dev.wardstream.clinical.history;

/**
 * One accepted value of a series.
 *
 * @param time event time in epoch milliseconds, unique in its series
 * @param value in millionths of the canonical unit, or a code; see {@code Fixed}
 * @param at the put that brought it
 */
public record Sample(long time, long value, Position at) {}
