package dev.wardstream.cli.device;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection of a device. The device's thread sends and takes; the HTTP client's
 * threads only put what they hear into the inbox, one message at a time.
 */
final class Line implements WebSocket.Listener {
  private static final Duration SEND_LIMIT = Duration.ofSeconds(15);

  private final BlockingQueue<Event> inbox = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;

  /** What is heard on a line. */
  sealed interface Event {
    /** A whole text message. */
    record Heard(String message) implements Event {}

    /** The other side lives. */
    record Alive() implements Event {}

    /**
     * Nothing more will come.
     *
     * @param code close code; 1006 when the connection just broke
     */
    record Ended(int code, String reason) implements Event {}
  }

  /** Waits for the next event; null when there is none in time. */
  @Nullable Event next(Duration limit) throws InterruptedException {
    var event = inbox.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (event instanceof Event.Heard && socket != null) {
      socket.request(1);
    }
    return event;
  }

  /** Begins to listen on a socket that has just been opened. */
  void listen(WebSocket opened) {
    socket = opened;
  }

  /** Sends a message; false when the line turned out to be broken. */
  boolean send(String message) {
    return socket != null && done(socket.sendText(message, true));
  }

  boolean ping() {
    return socket != null && done(socket.sendPing(ByteBuffer.allocate(0)));
  }

  /** Says goodbye, waiting only briefly. */
  void close() {
    if (socket != null) {
      socket
          .sendClose(WebSocket.NORMAL_CLOSURE, "")
          .orTimeout(1, TimeUnit.SECONDS)
          .exceptionally(_ -> null)
          .join();
      socket.abort();
    }
  }

  /** Cuts the connection without a word, as a pulled cable would. */
  void cut() {
    if (socket != null) {
      socket.abort();
    }
  }

  private static boolean done(CompletableFuture<WebSocket> sending) {
    try {
      sending.orTimeout(SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
      return true;
    } catch (CompletionException _) {
      return false;
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      inbox.add(new Event.Heard(partial.toString()));
      partial.setLength(0);
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    inbox.add(new Event.Alive());
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    inbox.add(new Event.Ended(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    inbox.add(new Event.Ended(1006, String.valueOf(error.getMessage())));
  }
}
