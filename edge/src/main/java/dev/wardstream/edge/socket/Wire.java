package dev.wardstream.edge.socket;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One accepted WebSocket as {@link SocketSession} needs it: the port behind which the WebSocket
 * library lives. Only {@link #execute} may be called from other threads than the I/O thread.
 */
public interface Wire {

  /**
   * Learns how a send ended, once, on the I/O thread; possibly before {@link Wire#send} returns.
   */
  @FunctionalInterface
  interface Sent {
    void ended(boolean successful);
  }

  /** Sends one text message. One at a time; the buffer belongs to the wire until it has ended. */
  void send(ByteBuffer message, Sent sent);

  /** Asks the peer for a sign of life. */
  void ping();

  /** Sends a close frame; the socket ends when the peer has answered it. */
  void close(int code, String reason);

  /** Ends the connection at once. */
  void abort();

  /** Stops reading. */
  void suspendReads();

  /** Reads again. */
  void resumeReads();

  /** Runs a step on the I/O thread, soon; dropped when the server has stopped. */
  void execute(Runnable step);

  /** Runs a step on the I/O thread after a while. */
  void schedule(Runnable step, Duration after);

  /** The peer's network address, without its port. Safe from any thread. */
  String address();
}
