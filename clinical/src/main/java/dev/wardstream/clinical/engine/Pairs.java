package dev.wardstream.clinical.engine;

/** Times and values in order, taken from both ends: a ring of numbers that grows. One thread. */
final class Pairs {
  private static final int FIRST_CAPACITY = 8;

  private long[] times = new long[FIRST_CAPACITY];
  private long[] values = new long[FIRST_CAPACITY];
  private int head;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  long firstTime() {
    return times[head];
  }

  long firstValue() {
    return values[head];
  }

  long lastTime() {
    return times[index(size - 1)];
  }

  long lastValue() {
    return values[index(size - 1)];
  }

  void addLast(long time, long value) {
    if (size == times.length) {
      grow();
    }
    int at = index(size);
    times[at] = time;
    values[at] = value;
    size++;
  }

  void removeFirst() {
    head = (head + 1) & (times.length - 1);
    size--;
  }

  void removeLast() {
    size--;
  }

  private int index(int n) {
    return (head + n) & (times.length - 1);
  }

  private void grow() {
    long[] moreTimes = new long[size * 2];
    long[] moreValues = new long[size * 2];
    for (int i = 0; i < size; i++) {
      moreTimes[i] = times[index(i)];
      moreValues[i] = values[index(i)];
    }
    times = moreTimes;
    values = moreValues;
    head = 0;
  }
}
