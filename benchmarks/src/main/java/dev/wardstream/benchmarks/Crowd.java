// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Many subscribers that do as little as possible, all on one thread: they count the items that
 * come, and note how long each took when asked to.
 *
 * <p>An item holds two slashes, those of its position, and no other text that arrives holds any.
 * Its {@code seq} is when it was sent, in microseconds of {@link System#nanoTime}.
 */
final class Crowd implements AutoCloseable {
  private static final int READ_BYTES = 1 << 18;
  private static final long LONGEST_OPENING_MICROS = 3_600_000_000L;
  private static final long LONGEST_MICROS = 60_000_000;

  private final Door door;
  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final List<Member> members = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
  private final Histogram delays = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final Histogram opened = new ConcurrentHistogram(LONGEST_OPENING_MICROS, 3);
  private int toOpen;
  private int opening;
  private CountDownLatch ready = new CountDownLatch(0);
  private boolean timing;
  private final LongAdder slashes = new LongAdder();
  private final LongAdder frames = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private volatile boolean closed;

  /**
   * Where subscribers go in.
   *
   * @param address of the server
   * @param request the upgrade
   * @param first text message of the n-th after it; empty for none
   * @param ready text by which a subscriber knows that it will be told everything from then on
   * @param atOnce how many may be on their way in
   */
  record Door(
      InetSocketAddress address,
      String request,
      IntFunction<String> first,
      String ready,
      int atOnce) {}

  Crowd(Door door) throws IOException {
    this.door = door;
    selector = Selector.open();
    thread = Thread.ofPlatform().name("crowd").start(this::run);
  }

  /** Opens so many more; returns when they are ready. */
  void open(int count) throws InterruptedException {
    var all = new CountDownLatch(count);
    execute(() -> {
      ready = all;
      toOpen += count;
      openSome();
    });
    all.await();
  }

  /** Stops reading the first of them: its peer finds out when its buffers are full. */
  void stall() {
    execute(() -> members.getFirst().stall());
  }

  /** Notes the delay of every item from now on, or no longer. */
  void time(boolean on) {
    execute(() -> timing = on);
  }

  /** Items that came to all of them together. */
  long items() {
    return slashes.sum() / 2;
  }

  /** Data frames that came to all of them together. */
  long frames() {
    return frames.sum();
  }

  /** Connections that have ended. */
  long lost() {
    return lost.sum();
  }

  /** Microseconds from a connection's beginning until it was ready. */
  Histogram opened() {
    return opened;
  }

  /** Microseconds. */
  Histogram delays() {
    return delays;
  }

  private void execute(Runnable step) {
    steps.add(step);
    selector.wakeup();
  }

  private void run() {
    try {
      while (!closed) {
        selector.select();
        for (var step = steps.poll(); step != null; step = steps.poll()) {
          step.run();
        }
        for (var key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
      }
      for (var member : members) {
        member.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void openSome() {
    while (toOpen > 0 && opening < door.atOnce()) {
      toOpen--;
      opening++;
      try {
        members.add(new Member(this, door, members.size(), selector));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(SelectionKey key) {
    var member = (Member) key.attachment();
    try {
      if (key.isConnectable()) {
        member.connected();
      } else {
        buffer.clear();
        if (member.read(buffer)) {
          member.take(buffer.flip());
        } else {
          lose(member);
        }
      }
    } catch (IOException _) {
      lose(member);
    }
  }

  private void lose(Member member) {
    member.close();
    lost.increment();
    System.err.println("a subscriber was lost: " + member.why());
  }

  /** A member is ready, so long after it began to connect. */
  void arrived(long micros) {
    opening--;
    opened.recordValue(micros);
    ready.countDown();
    openSome();
  }

  boolean isTiming() {
    return timing;
  }

  void counted(long newSlashes, long newFrames) {
    slashes.add(newSlashes);
    frames.add(newFrames);
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
