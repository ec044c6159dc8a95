package dev.wardstream.edge.socket;

import tools.jackson.core.JsonParser;

/**
 * What an endpoint does with one authenticated connection. All methods run on the connection's I/O
 * thread, one at a time; none may block.
 */
public interface Conversation {

  /**
   * Reads the body of one request. The parser stands on the first token of the verb's value; the
   * method consumes exactly that value, or throws.
   *
   * @throws Refusal when the verb is unknown or a field is wrong; the peer is answered with it, the
   *     connection lives on
   */
  Request read(String verb, JsonParser body) throws Refusal;

  /**
   * Appends lines to an outgoing message. Called after {@link Peer#wake} whenever the socket can
   * take more: what is pending gathers into one message per flush.
   *
   * @return whether there may be more, for a message of its own
   */
  default boolean fill(OutgoingMessage message) {
    return false;
  }

  /** The socket has taken the message that was filled last. */
  default void taken() {}

  /**
   * Every heartbeat interval; may append a {@code beat} line through {@link #fill} after a wake.
   */
  default void beat() {}

  /** The socket is gone, for whatever reason. Called once. */
  void closed();
}
