package dev.wardstream.clinical.scores;

/**
 * Heart rate divided by systolic pressure (Allgöwer M, Burri C, Dtsch Med Wochenschr 1967;92:1947).
 * It is never divided: a limit is met by cross-multiplication, so that no rounding of a quotient
 * decides. Limits are in hundredths, as in 90 for 0.9.
 */
public final class ShockIndex {
  private static final long HUNDREDTHS = 100;

  private ShockIndex() {}

  /** Whether the index is above a limit. */
  public static boolean above(int beatsPerMinute, int millimetresOfMercury, int hundredths) {
    return HUNDREDTHS * beatsPerMinute > (long) hundredths * millimetresOfMercury;
  }

  /** Whether the index is at or below a limit. */
  public static boolean atMost(int beatsPerMinute, int millimetresOfMercury, int hundredths) {
    return !above(beatsPerMinute, millimetresOfMercury, hundredths);
  }
}
