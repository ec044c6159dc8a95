package dev.wardstream.push.feed;

import static java.util.concurrent.CompletableFuture.delayedExecutor;

import dev.wardstream.push.feed.Lanes.Lane;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.table.RecentWindows;
import dev.wardstream.schemas.Topics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers where a lane begins: a table at its beginning, a log shortly before its end, the
 * windows at least an hour before it. Never waits; asks again when there is no answer.
 */
final class LaneBounds implements Lanes.Bounds {
  private static final long AGAIN_MILLIS = 500;

  private final Brokers brokers;
  private final int tailItems;
  private final InstantSource clock;
  private final Consumer<Runnable> feedThread;
  private final Begin begin;

  /** Takes the answer, on the feed thread. */
  interface Begin {
    void begin(Lane lane, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to);
  }

  LaneBounds(
      Brokers brokers,
      int tailItems,
      InstantSource clock,
      Consumer<Runnable> feedThread,
      Begin begin) {
    this.brokers = brokers;
    this.tailItems = tailItems;
    this.clock = clock;
    this.feedThread = feedThread;
    this.begin = begin;
  }

  @Override
  public void ask(Lane lane) {
    var partitions = lane.partitions();
    var beginnings = brokers.offsets(specs(partitions, OffsetSpec.earliest()));
    var ends = brokers.offsets(specs(partitions, OffsetSpec.latest()));
    var hourAgo = clock.instant().minus(RecentWindows.KEPT).toEpochMilli();
    var recent =
        lane.kind == Kind.WINDOWS
            ? brokers.offsets(specs(partitions, OffsetSpec.forTimestamp(hourAgo)))
            : ends;
    var _ =
        beginnings
            .thenCombine(ends, (from, to) -> starts(from, to))
            .thenCombine(recent, LaneBounds::earlier)
            .thenCombine(ends, (from, to) -> answered(lane, from, to))
            .exceptionally(_ -> again(lane));
  }

  private static Map<TopicPartition, OffsetSpec> specs(
      List<TopicPartition> partitions, OffsetSpec spec) {
    return partitions.stream().collect(Collectors.toMap(each -> each, _ -> spec));
  }

  private Map<TopicPartition, Long> starts(
      Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
    var starts = new HashMap<>(beginnings);
    starts.replaceAll((partition, beginning) ->
        partition.topic().equals(Topics.VITALS_LATEST.name())
            ? beginning
            : Math.max(beginning, ends.getOrDefault(partition, 0L) - tailItems));
    return starts;
  }

  private static Map<TopicPartition, Long> earlier(
      Map<TopicPartition, Long> starts, Map<TopicPartition, Long> recent) {
    recent.forEach((partition, offset) -> {
      if (offset >= 0) { // below zero: there is none
        starts.merge(partition, offset, Math::min);
      }
    });
    return starts;
  }

  private Void answered(Lane lane, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    feedThread.accept(() -> begin.begin(lane, from, to));
    return null;
  }

  private Void again(Lane lane) {
    delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
        .execute(() -> feedThread.accept(() -> ask(lane)));
    return null;
  }
}
