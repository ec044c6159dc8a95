package dev.wardstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One connection that pipelines requests and counts the answers.
 *
 * <p>The calling thread writes, a virtual thread reads; the window couples them.
 */
final class PutLoad implements AutoCloseable {
  private static final Scan ANSWER = Scan.of("{\"id\"");
  private static final Scan ERROR = Scan.of("\"error\"");

  private final RawSocket socket;
  private final Semaphore window;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  private PutLoad(RawSocket socket, int window) {
    this.socket = socket;
    this.window = new Semaphore(window);
  }

  /**
   * Connects.
   *
   * @param window requests that may be unanswered at a time
   */
  static PutLoad open(URI server, @Nullable String token, int window) {
    try {
      return new PutLoad(RawSocket.open(server, token), window);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + server, e);
    }
  }

  /** Sends {@code count} messages, each made from its number, and waits for every answer. */
  void run(long from, long count, LongFunction<byte[]> message) {
    long target = answered.get() + count;
    var reader = Thread.ofVirtual().start(() -> readUntil(target));
    try {
      for (long i = from; i < from + count; i++) {
        window.acquire();
        socket.write(message.apply(i));
      }
      reader.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Requests answered with an error. */
  long refused() {
    return refused.get();
  }

  private void readUntil(long target) {
    try {
      while (answered.get() < target) {
        var message = socket.read();
        int answers = ANSWER.count(message);
        refused.addAndGet(ERROR.count(message));
        answered.addAndGet(answers);
        window.release(answers);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
