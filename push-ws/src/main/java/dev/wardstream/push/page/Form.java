package dev.wardstream.push.page;

import dev.wardstream.edge.socket.OutgoingMessage;
import java.nio.ByteBuffer;

/** How the lines of a conversation become a response. I/O thread only. */
sealed interface Form extends OutgoingMessage permits Events, Poll {

  /** {@code Content-Type} of the response. */
  String type();

  /** Bytes that the conversation has appended so far. */
  long appended();

  /**
   * What is to be written now, empty when nothing is. It is lent until {@link #taken}; nothing may
   * be appended until then.
   *
   * @param idle the conversation has nothing to say at the moment
   */
  ByteBuffer take(boolean idle);

  /** What was taken is on its way. */
  void taken();

  /** Nothing follows what was taken: the response is complete. */
  boolean isOver();
}
