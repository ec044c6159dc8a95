package dev.wardstream.clinical.scores;

import java.util.Optional;

/**
 * Level of consciousness (RCP 2017, Chart 1). A missing value is none of these, least of all {@link
 * #A}.
 */
public enum Acvpu {
  /** Alert; long-standing confusion at the patient's baseline counts as alert. */
  A,
  /** New confusion: new, or worse than the baseline. */
  C,
  /** Responds to voice. */
  V,
  /** Responds to pain. */
  P,
  /** Unresponsive. */
  U;

  /** The level of a letter, as charted; upper case only, as on the wire. */
  public static Optional<Acvpu> of(String letter) {
    return switch (letter) {
      case "A" -> Optional.of(A);
      case "C" -> Optional.of(C);
      case "V" -> Optional.of(V);
      case "P" -> Optional.of(P);
      case "U" -> Optional.of(U);
      default -> Optional.empty();
    };
  }
}
