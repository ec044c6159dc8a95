package dev.wardstream.clinical.scores;

/** Minimum frequency of monitoring (RCP 2017, Chart 4: clinical response to the triggers). */
public enum Monitoring {
  EVERY_12_HOURS("12H"),
  EVERY_4_TO_6_HOURS("4_6H"),
  HOURLY("1H"),
  CONTINUOUS("CONTINUOUS");

  private final String label;

  Monitoring(String label) {
    this.label = label;
  }

  /** The name in files and on the wire. */
  public String label() {
    return label;
  }

  /**
   * The frequency that goes with an aggregate score.
   *
   * @param red a single parameter scores 3
   */
  public static Monitoring of(int total, boolean red) {
    return switch (Band.of(total, red)) {
      case HIGH -> CONTINUOUS;
      case MEDIUM, LOW_MEDIUM -> HOURLY;
      case LOW -> total == 0 ? EVERY_12_HOURS : EVERY_4_TO_6_HOURS;
    };
  }
}
