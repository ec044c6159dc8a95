package dev.wardstream.edge.socket;

/** One WebSocket address of the edge, such as {@code /v1/ingest}. */
public interface Endpoint {

  /** The path, such as {@code /v1/ingest}. */
  String path();

  /**
   * Begins a conversation with a peer that has just authenticated. Runs on the peer's I/O thread;
   * must not block.
   */
  Conversation open(Peer peer);

  /**
   * How many bytes of a connection may be unanswered just now before it is no longer read; less
   * than usual when what lies behind the endpoint is slow. Runs on I/O threads; must be cheap.
   *
   * @param most when nothing is in the way
   */
  default int credit(int most) {
    return most;
  }

  /** Whether a one-time ticket, good for watching one stream, is accepted in place of a token. */
  default boolean takesTickets() {
    return false;
  }

  /** Why a peer is closed that does not take what it is sent. */
  default CloseReason stuck() {
    return CloseReason.IDLE;
  }
}
