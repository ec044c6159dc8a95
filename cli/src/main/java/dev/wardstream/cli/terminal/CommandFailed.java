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
}
