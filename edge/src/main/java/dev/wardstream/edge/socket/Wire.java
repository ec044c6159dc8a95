package dev.wardstream.edge.socket;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One accepted WebSocket as {@link SocketSession} needs it: the port behind which the WebSocket
 * library lives. Only {@link #execute} and wakers may be called from other threads than the I/O
 * thread.
 */
public interface Wire {

  /**
   * Learns how a send ended, once, on the I/O thread; possibly before {@link Wire#send} returns.
   */
  @FunctionalInterface
  interface Sent {
    void ended(boolean successful);
  }

  /** Where a message is built; shared by all connections of the I/O thread. */
  OutgoingBuffer message();

  /**
   * Sends one text message, one at a time. What the socket does not take at once is copied: the
   * buffer is the caller's again when this returns.
   *
   * @param message with {@link OutgoingBuffer#HEADROOM} bytes before it for the wire
   */
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

  /**
   * A way to have a step run on the I/O thread soon, together with those of other connections and
   * at most a few milliseconds later: what comes meanwhile travels in one message. Running it is
   * cheap and safe from any thread.
   */
  Runnable waker(Runnable step);

  /** Runs a step on the I/O thread after a while. */
  void schedule(Runnable step, Duration after);

  /** The peer's network address, without its port. Safe from any thread. */
  String address();
}
