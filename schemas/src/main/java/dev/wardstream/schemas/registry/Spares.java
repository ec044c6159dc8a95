package dev.wardstream.schemas.registry;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects used again instead of allocated again: at most sixteen wait here, a thread mostly finds
 * the one it gave back. Lock-free; between {@code take} and {@code give} the taker owns the object.
 */
final class Spares<T> {
  private static final int SLOTS = 16;

  private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);
  private final Supplier<T> fresh;

  Spares(Supplier<T> fresh) {
    this.fresh = fresh;
  }

  T take() {
    var spare = slots.getAndSet(slot(), null);
    return spare == null ? fresh.get() : spare;
  }

  void give(T spare) {
    slots.setRelease(slot(), spare);
  }

  private static int slot() {
    return (int) Thread.currentThread().threadId() & (SLOTS - 1);
  }
}
