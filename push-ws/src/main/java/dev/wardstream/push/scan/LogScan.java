package dev.wardstream.push.scan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Reads committed records between offsets until a deadline. One thread, for one question. */
public final class LogScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /** Takes records; false to read no further. */
  public interface Sink {
    boolean take(ConsumerRecord<String, byte[]> record);
  }

  /**
   * What has been read.
   *
   * @param from the first offset that the log still had
   * @param to the first offset that was not read
   */
  public record Span(long from, long to) {}

  private final KafkaConsumer<String, byte[]> consumer;
  private final long deadlineNanos;

  private LogScan(KafkaConsumer<String, byte[]> consumer, long deadlineNanos) {
    this.consumer = consumer;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * A scan that stops after a while.
   *
   * @param kafka client properties, {@code bootstrap.servers} at least
   * @param client what the brokers call it
   */
  public static LogScan open(Map<String, Object> kafka, String client, Duration within) {
    var config = new HashMap<>(kafka);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    return new LogScan(
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()),
        System.nanoTime() + within.toNanos());
  }

  /** Whether the time is over. */
  public boolean late() {
    return System.nanoTime() - deadlineNanos >= 0;
  }

  /** All partitions of a topic. */
  public List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /** The partition that holds a key: the default partitioner of Kafka's producer. */
  public TopicPartition partitionOf(String topic, String key) {
    var hash = Utils.murmur2(key.getBytes(StandardCharsets.UTF_8));
    return new TopicPartition(topic, Utils.toPositive(hash) % consumer.partitionsFor(topic).size());
  }

  /** The first offsets that the log still has. */
  public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
    return consumer.beginningOffsets(partitions);
  }

  /** The offsets of what is committed next. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return consumer.endOffsets(partitions);
  }

  /** Reads offsets from {@code from} to {@code until}, exclusive, as far as the log has them. */
  public Span read(TopicPartition partition, long from, long until, Sink sink) {
    var first = kept(partition, from);
    var to = Math.min(until, ends(List.of(partition)).getOrDefault(partition, until));
    if (first >= to) {
      return new Span(first, first);
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, first);
    var next = first;
    while (next < to && !late()) {
      try {
        for (var record : consumer.poll(POLL)) {
          if (record.offset() < to && !sink.take(record)) {
            return new Span(first, record.offset());
          }
        }
        next = consumer.position(partition); // also past what carries no records
      } catch (OffsetOutOfRangeException _) {
        first = kept(partition, next); // deleted while we read
        next = first;
        consumer.seek(partition, first);
      }
    }
    return new Span(first, Math.min(next, to));
  }

  private long kept(TopicPartition partition, long from) {
    return Math.max(from, beginnings(List.of(partition)).getOrDefault(partition, from));
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE));
  }
}
