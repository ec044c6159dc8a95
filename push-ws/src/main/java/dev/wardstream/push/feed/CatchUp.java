package dev.wardstream.push.feed;

import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.hub.Places;
import dev.wardstream.push.hub.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings subscriptions up to the present: from the hot tails where they reach back far enough, from
 * the log otherwise, for as long as their sessions have room. Then the feed lets them join.
 *
 * <p>One thread reads for all of them together, each piece of the log once for everybody who needs
 * it, and no more bytes a second than it is granted: however many come back at once, the live path
 * keeps its share of brokers and processor. What waits is bounded by the number of subscriptions:
 * each is here once at most. A subscription whose session has no room waits outside until its I/O
 * thread submits it again.
 */
public final class CatchUp implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CatchUp.class);
  private static final long PAUSE_MILLIS = 200;
  private static final long PAUSE_NANOS = 1_000_000 * PAUSE_MILLIS;
  private static final double NANOS = 1e9;

  private interface Task {
    void run(LogReader reader);
  }

  private final long bytesPerSecond;
  private final SharedReads shared;
  private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final Supplier<LogReader> readers;
  private final AtomicLong reads = new AtomicLong();
  private volatile Thread thread;
  private volatile boolean closed;
  private boolean troubled;

  /**
   * Starts the thread.
   *
   * @param bytesPerSecond most that is read of the log
   * @param join hands a subscription to the feed thread, which lets it join or gives it back
   */
  public CatchUp(
      long bytesPerSecond,
      Supplier<LogReader> readers,
      Hub hub,
      Places places,
      Consumer<Subscription> join) {
    this.bytesPerSecond = bytesPerSecond;
    this.readers = readers;
    shared = new SharedReads(hub, places, join);
    thread = Thread.ofPlatform().name("catch-up").start(this::run);
  }

  /** Reads on for a subscription; whoever calls must have it in hand. */
  public void submit(Subscription subscription) {
    tasks.add(_ -> shared.add(subscription));
  }

  /** Finds where each partition stood at an instant, and hands it to {@code then}. */
  public void locate(Subscription subscription, Instant time, Consumer<List<Long>> then) {
    tasks.add(
        reader -> then.accept(reader.at(subscription.log(), subscription.partitions(), time)));
  }

  /** Finds the ends of the log and hands them to {@code then}. */
  public void ends(Subscription subscription, Consumer<List<Long>> then) {
    tasks.add(reader -> then.accept(reader.ends(subscription.log(), subscription.partitions())));
  }

  /** Passes that had to read the log, so far. */
  public long reads() {
    return reads.get();
  }

  /** Ends when it is closed. What meets a defect is dropped, and another thread goes on. */
  private void run() {
    var completed = false;
    try {
      readOn();
      completed = true;
    } finally {
      if (!completed && !closed) {
        thread = Thread.ofPlatform().name("catch-up").start(this::runAgain);
      }
    }
  }

  private void runAgain() {
    LockSupport.parkNanos(PAUSE_NANOS);
    run();
  }

  private void readOn() {
    try (var reader = readers.get()) {
      while (!closed) {
        var task = shared.isEmpty() ? tasks.take() : tasks.poll();
        if (!attempt(task == null ? this::pass : task, reader)) {
          if (task != null) {
            tasks.add(task);
          }
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(LogReader reader) {
    var began = System.nanoTime();
    var read = shared.pass(reader);
    if (read > 0) {
      reads.incrementAndGet();
      var granted = (long) (read * NANOS / bytesPerSecond);
      LockSupport.parkNanos(granted - (System.nanoTime() - began));
    }
  }

  private boolean attempt(Task task, LogReader reader) throws InterruptedException {
    try {
      task.run(reader);
      if (troubled) {
        troubled = false;
        LOGGER.atInfo().log("catch-up reads again");
      }
      return true;
    } catch (org.apache.kafka.common.errors.InterruptException e) {
      throw new InterruptedException();
    } catch (KafkaException e) {
      if (!troubled) {
        troubled = true;
        LOGGER.atWarn().addKeyValue("cause", e.toString()).log("catch-up cannot read");
      }
      return false;
    }
  }

  /** Stops the thread; what waits is dropped with its sessions. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
