package dev.wardstream.alerts.horizon;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a set of partitions ended at certain instants, and the newest of those instants whose ends
 * have all been processed. Belongs to the tracker; one thread.
 */
final class Marks {
  /** When this many wait, the newest is replaced instead: coarser steps, bounded memory. */
  private static final int LIMIT = 64;

  private final ArrayDeque<Mark> waiting = new ArrayDeque<>();
  private Instant reached = Instant.EPOCH;

  /**
   * Where the partitions ended at one instant.
   *
   * @param at everything that had arrived by then lies below the ends
   * @param ends the offset after the last record, per partition
   */
  private record Mark(Instant at, Map<TopicPartition, Long> ends) {
    boolean isReached(Map<TopicPartition, Long> processed) {
      return ends.entrySet().stream()
          .allMatch(end -> processed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
  }

  void add(Instant at, Map<TopicPartition, Long> ends) {
    if (waiting.size() >= LIMIT) {
      waiting.removeLast();
    }
    waiting.add(new Mark(at, ends));
  }

  /** Forgets the marks that wait; what was reached stays reached. */
  void forget() {
    waiting.clear();
  }

  /** The newest instant up to which everything is processed. */
  Instant reached(Map<TopicPartition, Long> processed) {
    while (!waiting.isEmpty() && waiting.element().isReached(processed)) {
      var at = waiting.remove().at();
      reached = at.isAfter(reached) ? at : reached;
    }
    return reached;
  }
}
