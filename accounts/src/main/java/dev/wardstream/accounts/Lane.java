package dev.wardstream.accounts;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A few threads and a queue that is bounded: who finds no place is refused at once, and nobody else
 * waits for them. Any thread.
 */
final class Lane implements AutoCloseable {
  private final ExecutorService threads;
  private final Semaphore places;

  /**
   * @param atOnce threads
   * @param waiting places in the queue
   */
  Lane(String name, int atOnce, int waiting) {
    var factory = Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    threads = Executors.newFixedThreadPool(atOnce, factory);
    places = new Semaphore(atOnce + waiting);
  }

  /** Takes a place, if there is one. */
  boolean enter() {
    return places.tryAcquire();
  }

  /** Gives the place back. */
  void leave() {
    places.release();
  }

  ExecutorService threads() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
