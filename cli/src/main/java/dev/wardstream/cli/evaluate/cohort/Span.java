package dev.wardstream.cli.evaluate.cohort;

/**
 * A stretch of time, half-open.
 *
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive
 */
public record Span(long from, long to) {
  public Span {
    if (to < from) {
      throw new IllegalArgumentException("a span ends before it begins: " + from + " … " + to);
    }
  }

  /** How much of it lies within the bounds, in milliseconds. */
  public long within(long low, long high) {
    return Math.max(0, Math.min(to, high) - Math.max(from, low));
  }
}
