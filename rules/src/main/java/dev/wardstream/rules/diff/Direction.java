package dev.wardstream.rules.diff;

/** What a change means for the patient, where the change alone tells. */
public enum Direction {
  /** Alerts come earlier, or where there were none. */
  MORE_SENSITIVE("more sensitive"),
  /** Alerts come later or not at all. */
  LESS_SENSITIVE("less sensitive"),
  /** Alerts end, or the next group is called, earlier. */
  SOONER("sooner"),
  /** Alerts end, or the next group is called, later. */
  LATER("later"),
  /** It depends. */
  UNTOLD("");

  private final String words;

  Direction(String words) {
    this.words = words;
  }

  /** In words; empty when it cannot be told. */
  public String words() {
    return words;
  }

  Direction opposite() {
    return switch (this) {
      case MORE_SENSITIVE -> LESS_SENSITIVE;
      case LESS_SENSITIVE -> MORE_SENSITIVE;
      case SOONER -> LATER;
      case LATER -> SOONER;
      case UNTOLD -> UNTOLD;
    };
  }
}
