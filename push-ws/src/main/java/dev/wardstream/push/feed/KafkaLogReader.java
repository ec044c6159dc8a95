package dev.wardstream.push.feed;

import static java.util.Objects.requireNonNull;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads logs with one consumer, assigned to just the partitions that are asked for. Where it goes
 * on from its last position it neither seeks nor gives up what it has fetched ahead. Catch-up
 * thread only.
 */
final class KafkaLogReader implements LogReader {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration REQUEST = Duration.ofSeconds(5);

  private final Consumer<String, byte[]> consumer;
  private final Codec codec;
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  KafkaLogReader(Consumer<String, byte[]> consumer, Codec codec) {
    this.consumer = consumer;
    this.codec = codec;
  }

  @Override
  public long read(List<Place> places, Sinks sinks) {
    var logs = new HashMap<TopicPartition, LiveLog>();
    places.forEach(place -> logs.put(partition(place.log(), place.partition()), place.log()));
    consumer.assign(logs.keySet());
    positions.keySet().retainAll(logs.keySet());
    places.forEach(place -> begin(place, sinks));
    try {
      return hand(consumer.poll(POLL), logs, sinks);
    } catch (OffsetOutOfRangeException e) {
      for (var partition : e.offsetOutOfRangePartitions().keySet()) {
        positions.remove(partition);
        var log = requireNonNull(logs.get(partition));
        sinks.of(log, partition.partition()).missing(beginning(partition));
      }
      return 0;
    }
  }

  private void begin(Place place, Sinks sinks) {
    var partition = partition(place.log(), place.partition());
    var from = place.from();
    if (from == Subscription.START) {
      from = beginning(partition);
      sinks.of(place.log(), place.partition()).missing(from);
    }
    var position = positions.put(partition, from);
    if (position == null || position != from) {
      consumer.seek(partition, from);
    }
  }

  private long hand(
      ConsumerRecords<String, byte[]> records, Map<TopicPartition, LiveLog> logs, Sinks sinks) {
    var fetched = Map.copyOf(positions);
    positions.clear(); // where one of them fails, all are sought again
    var read = 0L;
    for (var next : records.nextOffsets().entrySet()) {
      var partition = next.getKey();
      var log = requireNonNull(logs.get(partition));
      var sink = sinks.of(log, partition.partition());
      read += hand(log, records.records(partition), sink);
      sink.reached(next.getValue().offset()); // also past what carries no records
    }
    positions.putAll(fetched);
    records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
    return read;
  }

  private long hand(LiveLog log, List<ConsumerRecord<String, byte[]>> records, Sink sink) {
    var read = 0L;
    for (var record : records) {
      read += record.serializedValueSize();
      var key = record.key();
      if (key != null && sink.wants(key)) {
        sink.take(item(log, key, record));
      }
    }
    return read;
  }

  private Item item(LiveLog log, String key, ConsumerRecord<String, byte[]> record) {
    try {
      return codec.item(log.kind(), record);
    } catch (SerializationException e) {
      return Item.unreadable(record.partition(), record.offset(), key);
    }
  }

  private long beginning(TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition), REQUEST).getOrDefault(partition, 0L);
  }

  @Override
  public List<Long> ends(LiveLog log, int[] partitions) {
    return inOrder(log, partitions, consumer.endOffsets(partitions(log, partitions), REQUEST));
  }

  @Override
  public List<Long> at(LiveLog log, int[] partitions, Instant time) {
    var assigned = partitions(log, partitions);
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
    return partitions(log, partitions).stream()
        .map(partition -> offsets.getOrDefault(partition, 0L))
        .toList();
  }

  private static List<TopicPartition> partitions(LiveLog log, int[] partitions) {
    return Arrays.stream(partitions).mapToObj(partition -> partition(log, partition)).toList();
  }

  private static TopicPartition partition(LiveLog log, int partition) {
    return new TopicPartition(log.kind().topic().name(), partition);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
