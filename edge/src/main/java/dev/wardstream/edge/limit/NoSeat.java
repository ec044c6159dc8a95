package dev.wardstream.edge.limit;

/** A connection or request that is not accepted: an expected outcome, so without a stack trace. */
public final class NoSeat extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is exhausted; the names are in the metrics. */
  public enum Full {
    NODE,
    ADDRESS,
    GREETING,
    GREETING_OF_ADDRESS,
    PRINCIPAL,
    HANDSHAKES,
    REQUESTS_OF_ADDRESS,
    REQUESTS_OF_PRINCIPAL
  }

  private final Full full;

  NoSeat(Full full) {
    super(full.name(), null, false, false);
    this.full = full;
  }

  public Full full() {
    return full;
  }
}
