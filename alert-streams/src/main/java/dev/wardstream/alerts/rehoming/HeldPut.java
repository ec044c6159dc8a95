package dev.wardstream.alerts.rehoming;

import dev.wardstream.alerts.wire.UnassignedPut;
import java.time.Instant;
import java.util.BitSet;

/**
 * A put with readings that had no patient.
 *
 * @param put all its readings that were ever unassigned; only grows, at the end
 * @param arrival of its first record in {@code vitals.unassigned}
 * @param partition of that record
 * @param offset of that record
 * @param moved which readings have been moved; not to be changed
 */
record HeldPut(UnassignedPut put, Instant arrival, int partition, long offset, BitSet moved) {

  /** With what a repeat brings. */
  HeldPut with(UnassignedPut repeat) {
    return new HeldPut(put.with(repeat), arrival, partition, offset, moved);
  }

  /** When these have been moved, too. */
  HeldPut moved(BitSet more) {
    var all = (BitSet) moved.clone();
    all.or(more);
    return new HeldPut(put, arrival, partition, offset, all);
  }

  boolean isEmpty() {
    return moved.cardinality() == put.size();
  }

  /** Where it was first, as {@code topic/partition/offset}. */
  String origin(String topic) {
    return "%s/%d/%d".formatted(topic, partition, offset);
  }
}
