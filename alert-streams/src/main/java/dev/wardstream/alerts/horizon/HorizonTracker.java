package dev.wardstream.alerts.horizon;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Turns observations of the log into horizons; no broker, no clock. One thread.
 *
 * <p>A partition is safe up to an instant when the records of its input topics that existed at that
 * instant have been processed, and before that all records of the upstream topics, whose effects
 * reach every partition.
 */
final class HorizonTracker {
  private final Set<String> upstream;
  private final Limits limits;
  private final Marks upstreamMarks = new Marks();
  private final Map<Integer, Marks> marks = new HashMap<>();
  private @Nullable Instant lastSeen;
  private Instant heldUntil = Instant.EPOCH;

  /**
   * How careful to be.
   *
   * @param margin how long a reading may be on its way from the edge's clock into the log
   * @param outage longest gap between two observations that is not an outage
   * @param grace how long after an outage, and after the start, edges and devices may take to
   *     deliver what they had kept back
   */
  record Limits(Duration margin, Duration outage, Duration grace) {}

  /**
   * A tracker that has seen nothing.
   *
   * @param upstream topics whose records may become input of any partition
   */
  HorizonTracker(Set<String> upstream, Limits limits) {
    this.upstream = Set.copyOf(upstream);
    this.limits = limits;
  }

  /**
   * One look at the log.
   *
   * @param at when it began
   * @param processed the offset up to which each partition is processed, read first
   * @param ends the offset after the last record of each partition, read after that
   * @return the horizon of each partition
   */
  Map<Integer, Instant> observe(
      Instant at, Map<TopicPartition, Long> processed, Map<TopicPartition, Long> ends) {
    holdAfterOutage(at);
    if (!at.isBefore(heldUntil)) {
      mark(at, processed, ends);
    }
    return marks.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, e -> safe(e.getValue().reached(processed))));
  }

  /** Whether the tracker waits for what edges and devices had kept back. */
  boolean holding(Instant at) {
    return at.isBefore(heldUntil);
  }

  private void holdAfterOutage(Instant at) {
    var last = lastSeen;
    if (last == null || at.isBefore(last) || at.isAfter(last.plus(limits.outage()))) {
      heldUntil = at.plus(limits.grace());
      upstreamMarks.forget();
      marks.values().forEach(Marks::forget);
    }
    lastSeen = at;
  }

  private void mark(
      Instant at, Map<TopicPartition, Long> processed, Map<TopicPartition, Long> ends) {
    var before = new HashMap<TopicPartition, Long>();
    var own = new HashMap<Integer, Map<TopicPartition, Long>>();
    ends.forEach((partition, end) -> {
      if (upstream.contains(partition.topic())) {
        before.put(partition, end);
      } else {
        own.computeIfAbsent(partition.partition(), _ -> new HashMap<>()).put(partition, end);
      }
    });
    upstreamMarks.add(at, before);
    var arrived = upstreamMarks.reached(processed);
    own.forEach((partition, its) ->
        marks
            .computeIfAbsent(partition, _ -> new Marks())
            .add(arrived.isBefore(at) ? arrived : at, its));
  }

  private Instant safe(Instant reached) {
    return reached.equals(Instant.EPOCH) ? reached : reached.minus(limits.margin());
  }
}
