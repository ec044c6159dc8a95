package dev.wardstream.desk.rules;

/** Rules were not applied, or it is not known; the message tells the remedy. */
public final class ApplyFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why. */
  public enum Kind {
    /** The document cannot be the next version. */
    REFUSED,
    /** Somebody else was faster. */
    CHANGED,
    /** Nothing was written; it may go better later. */
    UNAVAILABLE,
    /** It may have been written. */
    UNKNOWN
  }

  ApplyFailed(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  private ApplyFailed(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static ApplyFailed of(Kind kind, String message) {
    return new ApplyFailed(kind, message);
  }

  /** What was attempted, and what stood at the bottom of the failure. */
  static ApplyFailed of(Kind kind, String attempted, Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new ApplyFailed(kind, attempted + ": " + why, failure);
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }
}
