package dev.wardstream.edge.access;

/** A token that is not accepted. The message names the rule it breaks, never the token. */
public final class InvalidToken extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidToken(String rule) {
    super(rule, null, false, false);
  }
}
