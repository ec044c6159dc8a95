package dev.wardstream.client;

/** The server refuses, and will again: something must change first. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * A refusal.
   *
   * @param code of the protocol, as in {@code FORBIDDEN}; {@code HTTP 404} or {@code closed 4501}
   *     when there was none
   * @param message what the server says about it
   */
  RefusedException(String code, String message) {
    super(message.isEmpty() ? code : code + ": " + message);
    this.code = code;
  }

  /** Code of the protocol, as in {@code FORBIDDEN}. */
  public String code() {
    return code;
  }
}
