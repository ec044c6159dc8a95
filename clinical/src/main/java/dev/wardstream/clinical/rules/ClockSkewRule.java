package dev.wardstream.clinical.rules;

/**
 * A device whose readings lie further in the future than {@link Timing#future()}. Technical, LOW;
 * ends when each such device has sent a reading with a possible time.
 */
public record ClockSkewRule(String family) implements Rule {}
