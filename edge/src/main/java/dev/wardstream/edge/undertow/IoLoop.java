// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.edge.undertow;

import dev.wardstream.edge.socket.OutgoingBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioIoThread;

/**
 * What the connections of one I/O thread share: the buffer in which messages are built, and the
 * flush.
 *
 * <p>The first wake after silence is served at once. What comes soon after a flush waits for the
 * rest of {@value #GATHER_MILLIS} ms, so that several items travel in one message and one system
 * call, and the thread is woken once for all of them.
 */
final class IoLoop {
  private static final int GATHER_MILLIS = 2;
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);

  private final XnioIoThread thread;
  private final OutgoingBuffer message;
  private final Object lock = new Object();
  private List<Runnable> woken = new ArrayList<>();
  private List<Runnable> spare = new ArrayList<>();
  private boolean due;
  private long flushed = System.nanoTime() - GATHER_NANOS;

  IoLoop(XnioIoThread thread, int messageBytes) {
    this.thread = thread;
    message = new OutgoingBuffer(messageBytes);
  }

  /** I/O thread only. */
  OutgoingBuffer message() {
    return message;
  }

  /** Runs a step with the next flush; any thread. */
  void wake(Runnable step) {
    boolean first;
    synchronized (lock) {
      woken.add(step);
      first = !due;
      due = true;
    }
    if (first) {
      thread.execute(this::flush);
    }
  }

  private void flush() {
    var now = System.nanoTime();
    var wait = flushed + GATHER_NANOS - now;
    if (wait > 0) {
      var millis = TimeUnit.NANOSECONDS.toMillis(wait) + 1;
      thread.executeAfter(this::flush, millis, TimeUnit.MILLISECONDS);
      return;
    }
    flushed = now;
    List<Runnable> steps;
    synchronized (lock) {
      steps = woken;
      woken = spare;
      spare = steps;
      due = false;
    }
    run(steps);
  }

  /** Runs all; one that fails by a bug does not keep the others from being run. */
  private void run(List<Runnable> steps) {
    var next = 0;
    try {
      while (next < steps.size()) {
        steps.get(next++).run();
      }
    } finally {
      steps.subList(next, steps.size()).forEach(this::wake);
      steps.clear();
    }
  }
}
