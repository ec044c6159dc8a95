package dev.wardstream.alerts;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** The stores that are being restored, and how far they have come. Safe from any thread. */
final class Restores implements StateRestoreListener {
  private final Map<String, Progress> running = new ConcurrentSkipListMap<>();

  /** Records restored of those there were at the beginning. */
  private record Progress(long done, long total) {
    Progress plus(long more) {
      return new Progress(done + more, total);
    }

    @Override
    public String toString() {
      return "%d of %d records".formatted(done, total);
    }
  }

  private static String name(TopicPartition partition, String store) {
    return store + "/" + partition.partition();
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long first, long end) {
    running.put(name(partition, store), new Progress(0, end - first));
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
    running.computeIfPresent(name(partition, store), (_, its) -> its.plus(count));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    running.remove(name(partition, store));
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    running.remove(name(partition, store));
  }

  /** Stores being restored now. */
  int count() {
    return running.size();
  }

  /** What is being restored; empty when nothing is. */
  Optional<String> whyNotReady() {
    var text =
        running.entrySet().stream()
            .map(its -> its.getKey() + ": " + its.getValue())
            .collect(joining("; "));
    return text.isEmpty() ? Optional.empty() : Optional.of("restoring " + text);
  }
}
