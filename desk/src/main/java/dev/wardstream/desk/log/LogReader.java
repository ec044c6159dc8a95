package dev.wardstream.desk.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records of one topic between bounds. One thread.
 *
 * <p>Joins no group and commits nothing: reading leaves no trace in the cluster.
 */
public final class LogReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private LogReader(String topic, KafkaConsumer<byte[], byte[]> consumer) {
    this.topic = topic;
    this.consumer = consumer;
  }

  /** A reader of a topic of a cluster. */
  public static LogReader of(String bootstrapServers, String topic) {
    return of(Map.of("bootstrap.servers", bootstrapServers), topic);
  }

  /**
   * A reader of a topic of a cluster.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public static LogReader of(Map<String, Object> kafka, String topic) {
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "none");
    config.put("enable.auto.commit", "false");
    config.put("allow.auto.create.topics", "false");
    config.put("default.api.timeout.ms", "15000");
    config.put("max.poll.records", "2000");
    config.put("client.id", "wardstream-reader");
    var bytes = new ByteArrayDeserializer();
    return new LogReader(topic, new KafkaConsumer<>(config, bytes, bytes));
  }

  /** The partitions of the topic; empty when there is no such topic. */
  public List<Integer> partitions() {
    return consumer.partitionsFor(topic).stream().map(PartitionInfo::partition).sorted().toList();
  }

  /** First offset that is still kept, per partition. */
  public Map<Integer, Long> beginnings(Collection<Integer> partitions) {
    return offsets(consumer.beginningOffsets(named(partitions)));
  }

  /** Offset after the last committed record, per partition. */
  public Map<Integer, Long> ends(Collection<Integer> partitions) {
    return offsets(consumer.endOffsets(named(partitions)));
  }

  /**
   * First offset with a record time at or after a moment, per partition; partitions that have none
   * are left out.
   */
  public Map<Integer, Long> firstSince(Collection<Integer> partitions, long epochMillis) {
    var query = new HashMap<TopicPartition, Long>();
    named(partitions).forEach(partition -> query.put(partition, epochMillis));
    var found = new HashMap<Integer, Long>();
    consumer
        .offsetsForTimes(query)
        .forEach((partition, offset) -> {
          if (offset != null) {
            found.put(partition.partition(), offset.offset());
          }
        });
    return found;
  }

  /** Everything there is now. */
  public List<Range> everything() {
    var partitions = partitions();
    var beginnings = beginnings(partitions);
    var ends = ends(partitions);
    return partitions.stream()
        .map(number ->
            new Range(number, beginnings.getOrDefault(number, 0L), ends.getOrDefault(number, 0L)))
        .toList();
  }

  /**
   * Hands over every committed record of the ranges, in order within each partition.
   *
   * @param progress told after each batch how many offsets have been passed since the last
   * @throws LogStalledException when nothing comes for a minute although there is more to read
   */
  public void read(
      List<Range> ranges, Consumer<ConsumerRecord<byte[], byte[]>> sink, Consumer<Long> progress) {
    var reading = new HashMap<TopicPartition, Range>();
    ranges.stream()
        .filter(range -> !range.isEmpty())
        .forEach(range -> reading.put(new TopicPartition(topic, range.partition()), range));
    consumer.assign(reading.keySet());
    reading.forEach((partition, range) -> consumer.seek(partition, range.from()));
    var positions = new HashMap<TopicPartition, Long>();
    reading.forEach((partition, range) -> positions.put(partition, range.from()));
    var movedNanos = System.nanoTime();
    while (!reading.isEmpty()) {
      poll(reading, sink);
      var passed = advance(reading, positions);
      if (passed > 0) {
        movedNanos = System.nanoTime();
        progress.accept(passed);
      } else if (System.nanoTime() - movedNanos > STALL_LIMIT.toNanos()) {
        throw new LogStalledException(
            "nothing came from %s for %d s".formatted(topic, STALL_LIMIT.toSeconds()));
      }
    }
  }

  private void poll(
      Map<TopicPartition, Range> reading, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    for (var record : consumer.poll(POLL)) {
      var range = reading.get(new TopicPartition(topic, record.partition()));
      if (range != null && record.offset() < range.to()) {
        sink.accept(record);
      }
    }
  }

  /** Passes also what is no record: transaction markers and what compaction has removed. */
  private long advance(Map<TopicPartition, Range> reading, Map<TopicPartition, Long> positions) {
    var passed = 0L;
    var done = new HashSet<TopicPartition>();
    for (var entry : reading.entrySet()) {
      var partition = entry.getKey();
      var position = Math.min(consumer.position(partition), entry.getValue().to());
      passed += position - positions.getOrDefault(partition, position);
      positions.put(partition, position);
      if (position == entry.getValue().to()) {
        done.add(partition);
      }
    }
    reading.keySet().removeAll(done);
    consumer.pause(done);
    return passed;
  }

  private List<TopicPartition> named(Collection<Integer> partitions) {
    return partitions.stream().map(number -> new TopicPartition(topic, number)).toList();
  }

  private static Map<Integer, Long> offsets(Map<TopicPartition, Long> offsets) {
    var numbered = new HashMap<Integer, Long>();
    offsets.forEach((partition, offset) -> numbered.put(partition.partition(), offset));
    return numbered;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
  }
}
