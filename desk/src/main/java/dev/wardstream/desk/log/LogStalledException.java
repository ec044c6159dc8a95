package dev.wardstream.desk.log;

/** The log has more to read but does not give it. */
public final class LogStalledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogStalledException(String message) {
    super(message);
  }
}
