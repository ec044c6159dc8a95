package dev.wardstream.clinical.engine;

import java.util.Arrays;

/**
 * The median of the trailing samples of a stream, kept sorted. One thread owns it; it follows from
 * the samples and is not kept.
 */
final class MedianWindow {
  private static final int FIRST_CAPACITY = 16;

  private final Pairs samples = new Pairs();
  private long[] sorted = new long[FIRST_CAPACITY];
  private long newest = Long.MIN_VALUE;

  /** The next sample in event-time order. */
  void add(long time, long value) {
    int size = samples.size();
    if (size == sorted.length) {
      sorted = Arrays.copyOf(sorted, size * 2);
    }
    int found = Arrays.binarySearch(sorted, 0, size, value);
    int at = found >= 0 ? found : -found - 1;
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = value;
    samples.addLast(time, value);
    newest = time;
  }

  /** Forgets the samples at or before the time. */
  void forget(long time) {
    while (!samples.isEmpty() && samples.firstTime() <= time) {
      int size = samples.size();
      int at = Arrays.binarySearch(sorted, 0, size, samples.firstValue());
      System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
      samples.removeFirst();
    }
  }

  /** Whether there are enough samples, far enough apart. */
  boolean enough(int least, long spanMillis) {
    return samples.size() >= least && samples.lastTime() - samples.firstTime() >= spanMillis;
  }

  /** The newest sample of the series is not in it yet. */
  boolean lacks(long time) {
    return newest < time;
  }

  long newestTime() {
    return samples.lastTime();
  }

  /** Of an even count the mean of the middle two, cut off at the last place kept. */
  long median() {
    int size = samples.size();
    int middle = size / 2;
    return size % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
