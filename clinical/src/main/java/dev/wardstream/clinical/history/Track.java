package dev.wardstream.clinical.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Samples of one series in order of event time, four numbers each, side by side: an append touches
 * one line of memory, a sample in between moves those after it. One thread owns it.
 */
final class Track {
  private static final int FIRST_CAPACITY = 16;

  /** Time, value, partition, offset. */
  private static final int STRIDE = 4;

  private static final int VALUE = 1;
  private static final int PARTITION = 2;
  private static final int OFFSET = 3;

  private long[] data = new long[FIRST_CAPACITY * STRIDE];

  /** Index of the first sample, and of the one after the last. */
  private int start;

  private int end;

  int size() {
    return end - start;
  }

  void add(Sample sample) {
    makeRoom();
    int at = end;
    if (end > start && sample.time() <= time(end - 1)) {
      at = indexFrom(sample.time());
      if (time(at) == sample.time()) {
        throw new IllegalArgumentException("a second sample at " + sample.time());
      }
      System.arraycopy(data, at * STRIDE, data, (at + 1) * STRIDE, (end - at) * STRIDE);
    }
    int first = at * STRIDE;
    data[first] = sample.time();
    data[first + VALUE] = sample.value();
    data[first + PARTITION] = sample.at().partition();
    data[first + OFFSET] = sample.at().offset();
    end++;
  }

  void remove(long time) {
    int at = indexFrom(time);
    if (at < end && time(at) == time) {
      System.arraycopy(data, (at + 1) * STRIDE, data, at * STRIDE, (end - at - 1) * STRIDE);
      end--;
    }
  }

  boolean contains(long time) {
    int at = indexFrom(time);
    return at < end && time(at) == time;
  }

  List<Sample> between(long from, long to) {
    List<Sample> samples = new ArrayList<>();
    for (int i = indexFrom(from); i < end && time(i) <= to; i++) {
      int first = i * STRIDE;
      Position at = new Position((int) data[first + PARTITION], data[first + OFFSET]);
      samples.add(new Sample(data[first], data[first + VALUE], at));
    }
    return samples;
  }

  void purge(long before) {
    start = indexFrom(before);
  }

  private long time(int index) {
    return data[index * STRIDE];
  }

  /** Index of the first sample at or after the time. */
  private int indexFrom(long time) {
    int low = start;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Moves to the front when at least half is free, otherwise grows. */
  private void makeRoom() {
    int capacity = data.length / STRIDE;
    if (end < capacity) {
      return;
    }
    int size = size();
    long[] more = new long[(size > capacity / 2 ? capacity * 2 : capacity) * STRIDE];
    System.arraycopy(data, start * STRIDE, more, 0, size * STRIDE);
    data = more;
    start = 0;
    end = size;
  }
}
