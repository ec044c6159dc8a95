package dev.wardstream.edge.socket;

/** Error codes of the protocol; the names are on the wire and in the metrics. */
public enum ErrorCode {
  UNAUTHENTICATED(false),
  FORBIDDEN(false),
  MALFORMED(false),
  UNKNOWN_VERB(false),
  NOT_A_NUMBER(false),
  UNKNOWN_UNIT(false),
  UNKNOWN_VITAL(false),
  BAD_TIME(false),
  OUTDATED(false),
  TOO_LARGE(false),
  RATE(true),
  UNAVAILABLE(true),
  UNKNOWN_OUTCOME(true),
  UNKNOWN_STREAM(false),
  BAD_CURSOR(false),
  TOO_MANY_SUBSCRIPTIONS(false),
  NOT_CONFLATABLE(false);

  private final boolean retry;

  ErrorCode(boolean retry) {
    this.retry = retry;
  }

  /** Whether sending the same request again can succeed. */
  public boolean retry() {
    return retry;
  }
}
