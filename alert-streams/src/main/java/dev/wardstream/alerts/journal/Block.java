package dev.wardstream.alerts.journal;

import dev.wardstream.clinical.vitals.Vital;

/**
 * Some consecutive entries of a patient and what they are about. When none of its samples is needed
 * any more, its place in the store is taken by a younger one.
 */
final class Block {
  /** Entries of a block: about a minute of a monitor. */
  static final int FULL = 64;

  final int place;
  final long generation;
  int entries;
  private int vitals;
  private long oldest = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;

  Block(int place, long generation) {
    this.place = place;
    this.generation = generation;
  }

  boolean full() {
    return entries == FULL;
  }

  void cover(Entry.Change change) {
    if (change.kind() != Entry.Kind.PURGED) {
      vitals |= 1 << Entry.code(change.vital());
      oldest = Math.min(oldest, change.sample().time());
      newest = Math.max(newest, change.sample().time());
    }
  }

  boolean mayHold(Vital vital, long from, long to) {
    return (vitals & (1 << Entry.code(vital))) != 0 && oldest <= to && newest >= from;
  }

  /**
   * Nothing in it is needed.
   *
   * @param purged up to when each series, by code, is purged
   */
  boolean isOver(long[] purged) {
    for (int code = 1; code < purged.length; code++) {
      if ((vitals & (1 << code)) != 0 && newest >= purged[code]) {
        return false;
      }
    }
    return true;
  }
}
