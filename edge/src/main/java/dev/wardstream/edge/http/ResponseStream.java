package dev.wardstream.edge.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;

/**
 * A response that is written piece by piece, as they come, by the exchange's I/O thread; nothing
 * waits for the peer. The exchange must have been dispatched. Only {@link #execute} may be called
 * from other threads.
 */
public final class ResponseStream {
  private final HttpServerExchange exchange;
  private final String type;
  private @Nullable StreamSinkChannel sink;
  private @Nullable ByteBuffer piece;
  private @Nullable Sent whenSent;
  private boolean over;

  /** Learns that a piece is on its way; on the I/O thread, possibly before the send returns. */
  @FunctionalInterface
  public interface Sent {

    /** Told once for each piece. */
    void ended(boolean successful);
  }

  /**
   * Nothing is written yet.
   *
   * @param type {@code Content-Type}
   */
  public ResponseStream(HttpServerExchange exchange, String type) {
    this.exchange = exchange;
    this.type = type;
  }

  /** Whether the status is on its way: from then on there is no other. */
  public boolean isStarted() {
    return sink != null;
  }

  /** Writes a piece, one at a time; the buffer belongs to this response until it has ended. */
  public void send(ByteBuffer bytes, Sent sent) {
    piece = bytes;
    whenSent = sent;
    write();
  }

  private void write() {
    var bytes = piece;
    if (bytes == null || over) {
      return;
    }
    try {
      var out = channel();
      while (bytes.hasRemaining()) {
        if (out.write(bytes) == 0) {
          out.resumeWrites();
          return;
        }
      }
      if (out.flush()) {
        out.suspendWrites();
        settle(true);
      } else {
        out.resumeWrites();
      }
    } catch (IOException e) {
      settle(false);
    }
  }

  private StreamSinkChannel channel() {
    var known = sink;
    if (known == null) {
      exchange.setStatusCode(StatusCodes.OK);
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
      known = exchange.getResponseChannel();
      known.getWriteSetter().set(_ -> guarded(this::write));
      sink = known;
    }
    return known;
  }

  private void settle(boolean successful) {
    var sent = whenSent;
    piece = null;
    whenSent = null;
    if (sent != null) {
      sent.ended(successful);
    }
  }

  /** The response is complete; the connection may carry the next. */
  public void end() {
    if (!over) {
      over = true;
      exchange.endExchange();
    }
  }

  /** Ends the connection at once. */
  public void abort() {
    over = true;
    IoUtils.safeClose(exchange.getConnection());
    exchange.endExchange();
  }

  /** Runs a step on the I/O thread, soon; dropped when the server has stopped. */
  public void execute(Runnable step) {
    try {
      exchange.getIoThread().execute(() -> guarded(step));
    } catch (RejectedExecutionException e) {
      IoUtils.safeClose(exchange.getConnection()); // the server has stopped
    }
  }

  /** Runs a step on the I/O thread after a while, unless the key is removed before. */
  public XnioExecutor.Key schedule(Runnable step, Duration after) {
    return exchange
        .getIoThread()
        .executeAfter(() -> guarded(step), after.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs a step; one that fails by a bug ends the connection instead of leaving it wedged. */
  private void guarded(Runnable step) {
    var completed = false;
    try {
      step.run();
      completed = true;
    } finally {
      if (!completed) {
        abort();
      }
    }
  }
}
