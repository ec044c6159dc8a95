package dev.wardstream.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection that carries one stream. Owned by the thread of its subscription. */
sealed interface Channel permits SocketChannel, EventStreamChannel, PollChannel {

  /**
   * Waits for what comes next; null when nothing came in time. The first events are told after an
   * {@link Event.Opened}. After anything but {@link Signal.Told} nothing more comes.
   */
  @Nullable Signal next(Duration limit) throws InterruptedException;

  /** So many items have been taken since the last call. */
  void taken(int items);

  /** Ends the connection without a word, as a pulled cable would. */
  void cut();

  /** Ends the connection. */
  void close();
}
