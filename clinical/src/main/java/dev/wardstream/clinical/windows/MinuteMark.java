package dev.wardstream.clinical.windows;

/**
 * What is known of a minute that can still change: whether it has been published and whether it
 * must be published again at the end of the step.
 *
 * @param startMillis epoch milliseconds, a whole minute
 * @param revision newest published revision; {@link #UNPUBLISHED} before the first
 * @param dirty has samples that no published revision reflects and that are due
 */
public record MinuteMark(long startMillis, int revision, boolean dirty) {
  static final int UNPUBLISHED = -1;
  public static final long MILLIS = MinuteWindow.SIZE.toMillis();

  /** A minute whose first sample has just been accepted. */
  static MinuteMark unpublished(long startMillis, boolean dirty) {
    return new MinuteMark(startMillis, UNPUBLISHED, dirty);
  }

  boolean published() {
    return revision != UNPUBLISHED;
  }

  long endMillis() {
    return startMillis + MILLIS;
  }

  MinuteMark soiled() {
    return dirty ? this : new MinuteMark(startMillis, revision, true);
  }

  MinuteMark publishedAgain() {
    return new MinuteMark(startMillis, revision + 1, false);
  }

  static long startOf(long timeMillis) {
    return Math.floorDiv(timeMillis, MILLIS) * MILLIS;
  }
}
