package dev.wardstream.push.feed;

import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads the log with one consumer, assigned to just the partitions of the slice at hand. One
 * catch-up thread only.
 */
final class KafkaLogReader implements LogReader {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final int POLLS_PER_SLICE = 4;

  private final Consumer<String, byte[]> consumer;
  private final Codec codec;

  KafkaLogReader(Consumer<String, byte[]> consumer, Codec codec) {
    this.consumer = consumer;
    this.codec = codec;
  }

  @Override
  public void read(LiveLog log, int[] partitions, long[] from, Sink sink) {
    var assigned = assigned(log, partitions);
    consumer.assign(assigned);
    for (var i = 0; i < from.length; i++) {
      var start = from[i] == Subscription.START ? beginning(assigned.get(i)) : from[i];
      consumer.seek(assigned.get(i), start);
      if (start != from[i]) {
        sink.missing(partitions[i], from[i], start);
      }
    }
    try {
      for (var i = 0; i < POLLS_PER_SLICE && poll(log, sink); i++) {}
    } catch (OffsetOutOfRangeException e) {
      e.offsetOutOfRangePartitions()
          .forEach((partition, offset) ->
              sink.missing(partition.partition(), offset, beginning(partition)));
    }
  }

  private boolean poll(LiveLog log, Sink sink) {
    var records = consumer.poll(POLL);
    for (var partition : records.partitions()) {
      for (var record : records.records(partition)) {
        if (!take(log, record, sink)) {
          sink.reached(partition.partition(), record.offset());
          return false;
        }
        sink.reached(partition.partition(), record.offset() + 1);
      }
    }
    var below = 0;
    for (var next : records.nextOffsets().entrySet()) {
      var partition = next.getKey().partition();
      var position = next.getValue().offset(); // also past what carries no records
      sink.reached(partition, position);
      below += position < log.tail(partition).coveredFrom() ? 1 : 0;
    }
    return below > 0;
  }

  private boolean take(LiveLog log, ConsumerRecord<String, byte[]> record, Sink sink) {
    var key = record.key();
    if (key == null || !sink.wants(key)) {
      return true;
    }
    try {
      return sink.take(codec.item(log.kind(), record));
    } catch (SerializationException e) {
      return true; // the feed has counted it
    }
  }

  private long beginning(TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition), REQUEST).getOrDefault(partition, 0L);
  }

  @Override
  public List<Long> ends(LiveLog log, int[] partitions) {
    return inOrder(log, partitions, consumer.endOffsets(assigned(log, partitions), REQUEST));
  }

  @Override
  public List<Long> at(LiveLog log, int[] partitions, Instant time) {
    var assigned = assigned(log, partitions);
    var offsets = consumer.endOffsets(assigned, REQUEST);
    var wanted = assigned.stream().collect(Collectors.toMap(p -> p, _ -> time.toEpochMilli()));
    consumer
        .offsetsForTimes(wanted, REQUEST)
        .forEach((partition, found) -> {
          if (found != null) {
            offsets.put(partition, found.offset());
          }
        });
    return inOrder(log, partitions, offsets);
  }

  private static List<Long> inOrder(
      LiveLog log, int[] partitions, Map<TopicPartition, Long> offsets) {
    return assigned(log, partitions).stream()
        .map(partition -> offsets.getOrDefault(partition, 0L))
        .toList();
  }

  private static List<TopicPartition> assigned(LiveLog log, int[] partitions) {
    return Arrays.stream(partitions)
        .mapToObj(partition -> new TopicPartition(log.kind().topic().name(), partition))
        .toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
