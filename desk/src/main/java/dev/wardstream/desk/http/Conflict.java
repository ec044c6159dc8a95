package dev.wardstream.desk.http;

/** Somebody else changed it meanwhile: nothing was done. An expected outcome. */
public final class Conflict extends Exception {
  private static final long serialVersionUID = 1L;

  /** A conflict; {@code message} tells the remedy. */
  public Conflict(String message) {
    super(message, null, false, false);
  }
}
