package dev.wardstream.cli.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device has measured and not yet sent: bounded, and when full the oldest goes. Used by the
 * device's thread alone.
 */
final class Buffer {
  private static final int OVERTAKEN_BY = 2;

  private final int capacity;
  private final Deque<Measurement> waiting = new ArrayDeque<>();
  private @Nullable Measurement held;
  private boolean holdNext;
  private int passed;

  Buffer(int capacity) {
    this.capacity = capacity;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && held == null;
  }

  /** Lets the measurement after this call be overtaken by the two that follow it. */
  void holdNext() {
    holdNext = true;
  }

  /**
   * Keeps a measurement.
   *
   * @return how many old ones had to go for it
   */
  int keep(Measurement measurement) {
    if (holdNext && held == null) {
      holdNext = false;
      held = measurement;
      passed = 0;
      return 0;
    }
    var dropped = add(measurement);
    return held != null && ++passed == OVERTAKEN_BY ? dropped + release() : dropped;
  }

  /** Gives up holding: nothing more will come to overtake. */
  int release() {
    if (held == null) {
      return 0;
    }
    var late = held;
    held = null;
    return add(late);
  }

  /** Takes up to {@code count} of the oldest. */
  List<Measurement> take(int count) {
    var batch = new ArrayList<Measurement>();
    while (!waiting.isEmpty() && batch.size() < count) {
      batch.add(waiting.removeFirst());
    }
    return batch;
  }

  boolean nothingToTake() {
    return waiting.isEmpty();
  }

  private int add(Measurement measurement) {
    waiting.addLast(measurement);
    if (waiting.size() > capacity) {
      waiting.removeFirst();
      return 1;
    }
    return 0;
  }
}
