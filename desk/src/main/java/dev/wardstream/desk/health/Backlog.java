package dev.wardstream.desk.health;

import dev.wardstream.desk.log.LogReader;
import dev.wardstream.desk.log.Range;
import dev.wardstream.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a group of consumers has yet to process of {@code vitals.readings}.
 *
 * @param lanes every partition, in order
 * @param oldest arrival of the oldest record that is not processed; null when there is none
 */
record Backlog(List<Lane> lanes, @Nullable Instant oldest) {
  private static final String TOPIC = Topics.VITALS_READINGS.name();
  private static final long PATIENCE_SECONDS = 5;

  /** So many offsets may be markers of transactions, before one of a record. */
  private static final long MARKERS = 8;

  /**
   * One partition.
   *
   * @param committed up to where the group has processed it; null when it never has
   * @param end behind the newest committed record
   */
  record Lane(int partition, @Nullable Long committed, long end) {
    long lag() {
      return committed == null ? end : Math.max(0, end - committed);
    }
  }

  /** Asks the brokers. */
  static Backlog of(Admin admin, Map<String, Object> kafka, String group) {
    try (var reader = LogReader.of(kafka, TOPIC)) {
      var query = new HashMap<TopicPartition, OffsetSpec>();
      reader
          .partitions()
          .forEach(number -> query.put(new TopicPartition(TOPIC, number), OffsetSpec.latest()));
      var committed = got(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      var ends =
          got(
              admin
                  .listOffsets(query, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                  .all());
      var lanes = new ArrayList<Lane>();
      for (var partition : query.keySet()) {
        var end = ends.get(partition);
        var at = committed.get(partition);
        lanes.add(
            new Lane(
                partition.partition(),
                at == null ? null : at.offset(),
                end == null ? 0 : end.offset()));
      }
      lanes.sort((a, b) -> Integer.compare(a.partition(), b.partition()));
      return new Backlog(lanes, oldest(reader, lanes));
    }
  }

  long lag() {
    return lanes.stream().mapToLong(Lane::lag).sum();
  }

  long end() {
    return lanes.stream().mapToLong(Lane::end).sum();
  }

  /** One record of each partition that is behind is read for its time. */
  private static @Nullable Instant oldest(LogReader reader, List<Lane> lanes) {
    var oldest = new AtomicLong(Long.MAX_VALUE);
    var first = new ArrayList<Range>();
    var behind = lanes.stream().filter(lane -> lane.lag() > 0).toList();
    var beginnings = reader.beginnings(behind.stream().map(Lane::partition).toList());
    for (var lane : behind) {
      long kept = beginnings.getOrDefault(lane.partition(), 0L);
      var from = lane.committed() == null ? kept : Math.max(kept, lane.committed());
      if (from < lane.end()) {
        first.add(new Range(lane.partition(), from, Math.min(lane.end(), from + MARKERS)));
      }
    }
    reader.read(first, record -> oldest.accumulateAndGet(record.timestamp(), Math::min), _ -> {});
    return oldest.get() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(oldest.get());
  }

  private static <T> T got(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the brokers do not say how far the streams are", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
