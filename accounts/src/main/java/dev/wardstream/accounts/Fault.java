package dev.wardstream.accounts;

/** What can be wrong with a request, with its HTTP status. The names are on the wire. */
public enum Fault {
  MALFORMED(400, false),
  UNAUTHENTICATED(401, false),
  FORBIDDEN(403, false),
  UNKNOWN_ACCOUNT(404, false),
  TAKEN(409, false),
  TOO_LARGE(413, false),
  RATE(429, true),
  UNAVAILABLE(503, true),
  UNKNOWN_OUTCOME(503, true);

  private final int status;
  private final boolean retry;

  Fault(int status, boolean retry) {
    this.status = status;
    this.retry = retry;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether sending the same request again can succeed. */
  public boolean retry() {
    return retry;
  }
}
