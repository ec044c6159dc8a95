package dev.wardstream.push.hub;

import dev.wardstream.push.stream.Kind;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One topic as the feed follows it: its identity and the hot tail of each partition. Immutable
 * itself; see {@link HotTail} for who writes the tails.
 *
 * @param kind what it carries
 * @param topicId the id Kafka gave it: a recreated topic has another one
 * @param tails one per partition
 */
public record LiveLog(Kind kind, UUID topicId, List<HotTail> tails) {
  public LiveLog {
    tails = List.copyOf(tails);
  }

  /** A log whose tails hold {@code items} items and {@code bytes} bytes each. */
  public static LiveLog of(Kind kind, UUID topicId, int partitions, int items, long bytes) {
    return new LiveLog(
        kind,
        topicId,
        IntStream.range(0, partitions).mapToObj(_ -> new HotTail(items, bytes)).toList());
  }

  public HotTail tail(int partition) {
    return tails.get(partition);
  }

  public int partitions() {
    return tails.size();
  }

  /** The numbers of all partitions, ascending. */
  public int[] allPartitions() {
    return IntStream.range(0, partitions()).toArray();
  }
}
