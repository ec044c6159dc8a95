package dev.wardstream.cli.verify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a run ends: nothing more is put, and whoever has it all, or has had the time, may go. */
final class End {
  private final Duration settle;
  private volatile @Nullable Last last;

  /** What was put, and until when watchers may take to have it. */
  private record Last(List<Integer> upTo, long deadline) {}

  End(Duration settle) {
    this.settle = settle;
  }

  /** Nothing more will be put. */
  void near(List<Integer> upTo) {
    last = new Last(List.copyOf(upTo), System.nanoTime() + settle.toNanos());
  }

  /** Whether nothing more is put: no more mischief. */
  boolean isNear() {
    return last != null;
  }

  /** Whether a watcher may go. */
  boolean isOver(Judge judge) {
    var end = last;
    return end != null && (judge.isComplete(end.upTo()) || System.nanoTime() - end.deadline() > 0);
  }
}
