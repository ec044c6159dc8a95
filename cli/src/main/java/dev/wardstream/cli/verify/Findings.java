package dev.wardstream.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is wrong, in words: the first of it, and how much there is. Any thread. */
final class Findings implements Consumer<String> {
  private static final int KEPT = 20;

  private final List<String> first = new ArrayList<>();
  private long total;

  @Override
  public synchronized void accept(String found) {
    total++;
    if (first.size() < KEPT) {
      first.add(found);
    }
  }

  synchronized List<String> first() {
    return List.copyOf(first);
  }

  synchronized long total() {
    return total;
  }
}
