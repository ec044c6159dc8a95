package dev.wardstream.cli.terminal;

/** A command cannot go on; the message tells the person at the keyboard what to do about it. */
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailed(String message) {
    super(message);
  }

  public CommandFailed(String message, Throwable cause) {
    super(message, cause);
  }

  /** What was attempted, and what stood at the bottom of the failure. */
  public static CommandFailed of(String attempted, Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new CommandFailed(attempted + ": " + why, failure);
  }
}
