package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.clinical.rules.Severity;

/**
 * A family was in alarm at one severity.
 *
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive; {@link #OPEN} when it was so to the end of the stay
 */
public record Stretch(String family, Severity severity, long from, long to) {
  /** Later than anything. */
  public static final long OPEN = Long.MAX_VALUE;
}
