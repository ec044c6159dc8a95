package dev.wardstream.clinical.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of one series in order of event time, in plain arrays: an append costs three writes, a
 * sample in between moves those after it. One thread owns it.
 */
final class Track {
  private static final int FIRST_CAPACITY = 16;

  private long[] times = new long[FIRST_CAPACITY];
  private long[] values = new long[FIRST_CAPACITY];
  private Position[] positions = new Position[FIRST_CAPACITY];
  private int start;
  private int end;

  int size() {
    return end - start;
  }

  void add(Sample sample) {
    makeRoom();
    int at = end;
    if (end > start && sample.time() <= times[end - 1]) {
      int found = Arrays.binarySearch(times, start, end, sample.time());
      if (found >= 0) {
        throw new IllegalArgumentException("a second sample at " + sample.time());
      }
      at = -found - 1;
      System.arraycopy(times, at, times, at + 1, end - at);
      System.arraycopy(values, at, values, at + 1, end - at);
      System.arraycopy(positions, at, positions, at + 1, end - at);
    }
    times[at] = sample.time();
    values[at] = sample.value();
    positions[at] = sample.at();
    end++;
  }

  void remove(long time) {
    int at = Arrays.binarySearch(times, start, end, time);
    if (at >= 0) {
      System.arraycopy(times, at + 1, times, at, end - at - 1);
      System.arraycopy(values, at + 1, values, at, end - at - 1);
      System.arraycopy(positions, at + 1, positions, at, end - at - 1);
      end--;
    }
  }

  boolean contains(long time) {
    return Arrays.binarySearch(times, start, end, time) >= 0;
  }

  List<Sample> between(long from, long to) {
    int first = indexFrom(from);
    List<Sample> samples = new ArrayList<>();
    for (int i = first; i < end && times[i] <= to; i++) {
      samples.add(new Sample(times[i], values[i], positions[i]));
    }
    return samples;
  }

  void purge(long before) {
    start = indexFrom(before);
  }

  private int indexFrom(long time) {
    int found = Arrays.binarySearch(times, start, end, time);
    return found >= 0 ? found : -found - 1;
  }

  /** Moves to the front when at least half is free, otherwise grows. */
  private void makeRoom() {
    if (end < times.length) {
      return;
    }
    int size = size();
    int capacity = size > times.length / 2 ? times.length * 2 : times.length;
    long[] moreTimes = new long[capacity];
    long[] moreValues = new long[capacity];
    Position[] morePositions = new Position[capacity];
    System.arraycopy(times, start, moreTimes, 0, size);
    System.arraycopy(values, start, moreValues, 0, size);
    System.arraycopy(positions, start, morePositions, 0, size);
    times = moreTimes;
    values = moreValues;
    positions = morePositions;
    start = 0;
    end = size;
  }
}
