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

  /** Whether a one-time ticket, good for watching one stream, is accepted in place of a token. */
  default boolean takesTickets() {
    return false;
  }

  /** Why a peer is closed that does not take what it is sent. */
  default CloseReason stuck() {
    return CloseReason.IDLE;
  }
}
