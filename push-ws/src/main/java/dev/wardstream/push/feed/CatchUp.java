package dev.wardstream.push.feed;

import dev.wardstream.push.hub.Gap;
import dev.wardstream.push.hub.HotTail;
import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings subscriptions up to the present: from the hot tails where they reach back far enough, from
 * the log otherwise, in slices, for as long as the session has room. Then the feed lets them join.
 *
 * <p>A few threads share one queue, which is bounded by the number of subscriptions: each is in it
 * once at most. A subscription whose session has no room waits outside until its I/O thread submits
 * it again.
 */
public final class CatchUp implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CatchUp.class);
  private static final long PAUSE_MILLIS = 200;

  private interface Task {
    void run(LogReader reader);
  }

  private final Hub hub;
  private final Consumer<Subscription> join;
  private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong reads = new AtomicLong();
  private volatile boolean closed;
  private volatile boolean troubled;

  /**
   * Starts the threads.
   *
   * @param join hands a subscription to the feed thread, which lets it join or gives it back
   */
  public CatchUp(int threads, Supplier<LogReader> readers, Hub hub, Consumer<Subscription> join) {
    this.hub = hub;
    this.join = join;
    for (var i = 1; i <= threads; i++) {
      this.threads.add(Thread.ofPlatform().name("catch-up-" + i).start(() -> run(readers)));
    }
  }

  /** Reads on for a subscription; whoever calls must have it in hand. */
  public void submit(Subscription subscription) {
    tasks.add(reader -> slice(reader, subscription));
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

  /** Slices that had to read the log, so far. */
  public long reads() {
    return reads.get();
  }

  private void run(Supplier<LogReader> readers) {
    try (var reader = readers.get()) {
      while (!closed) {
        var task = tasks.take();
        if (!attempt(task, reader)) {
          tasks.add(task);
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  private void slice(LogReader reader, Subscription subscription) {
    if (subscription.hasEnded()) {
      return;
    }
    var below = new ArrayList<Integer>();
    for (var slot = 0; slot < subscription.slots(); slot++) {
      if (!fromTail(subscription, slot)) {
        below.add(slot);
      }
    }
    if (!below.isEmpty() && subscription.hasRoom()) {
      reads.incrementAndGet();
      fromLog(reader, subscription, below);
    }
    subscription.publishProgress();
    subscription.watcher().wake();
    goOn(subscription, below.isEmpty());
  }

  private void goOn(Subscription subscription, boolean caughtUp) {
    if (!subscription.hasRoom()) {
      subscription.stall();
      if (subscription.hasRoom() && subscription.unstall()) {
        submit(subscription);
      }
    } else if (caughtUp) {
      join.accept(subscription);
    } else {
      submit(subscription);
    }
  }

  private boolean fromTail(Subscription subscription, int slot) {
    var reached =
        subscription.tail(slot).read(subscription.next(slot), item -> offer(subscription, item));
    if (reached == HotTail.BELOW) {
      return false;
    }
    subscription.next(slot, reached);
    return true;
  }

  private boolean offer(Subscription subscription, Item item) {
    return !hub.covers(subscription, item.subject())
        || (subscription.hasRoom() && subscription.offer(item));
  }

  private void fromLog(LogReader reader, Subscription subscription, List<Integer> slots) {
    var partitions = slots.stream().mapToInt(subscription::partition).toArray();
    var from = slots.stream().mapToLong(subscription::next).toArray();
    reader.read(subscription.log(), partitions, from, new IntoOutbox(subscription));
  }

  private final class IntoOutbox implements LogReader.Sink {
    private final Subscription subscription;

    private IntoOutbox(Subscription subscription) {
      this.subscription = subscription;
    }

    @Override
    public boolean wants(String subject) {
      return hub.covers(subscription, subject);
    }

    @Override
    public boolean take(Item item) {
      return !subscription.hasEnded() && offer(subscription, item);
    }

    @Override
    public void reached(int partition, long next) {
      subscription.next(subscription.slotOf(partition), next);
    }

    @Override
    public void missing(int partition, long from, long to) {
      var slot = subscription.slotOf(partition);
      if (from == Subscription.START || subscription.offer(new Gap(slot, from, to, "retention"))) {
        subscription.next(slot, to);
      }
    }
  }

  /** Stops the threads; what waits is dropped with its sessions. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
