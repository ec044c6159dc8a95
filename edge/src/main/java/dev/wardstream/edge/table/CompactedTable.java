package dev.wardstream.edge.table;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A compacted topic with text keys, held in memory: the newest committed value of every key.
 *
 * <p>One thread reads all partitions from the start and then follows. The table is ready once every
 * partition has been read to the end it had when reading began; it stays ready through an outage of
 * Kafka, with what it knew. Reading is safe from any thread. A value that cannot be decoded is
 * counted and leaves the row as it was.
 */
public final class CompactedTable<V> implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CompactedTable.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private final String topic;
  private final Deserializer<V> values;
  private final TableListener<V> listener;
  private final ConcurrentMap<String, Row<V>> rows = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Long> targets = new HashMap<>();
  private final LongAdder unreadable = new LongAdder();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Progress progress = new Progress();
  private final Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> reading;

  private CompactedTable(
      Map<String, Object> kafka, String topic, Deserializer<V> values, TableListener<V> listener) {
    this.kafka = Map.copyOf(kafka);
    this.topic = topic;
    this.values = values;
    this.listener = listener;
    thread = Thread.ofPlatform().name("table-" + topic).daemon().unstarted(this::run);
  }

  /**
   * Begins to read a topic; returns at once.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   * @param listener hears of every change; must not block for long
   */
  public static <V> CompactedTable<V> open(
      Map<String, Object> kafka, String topic, Deserializer<V> values, TableListener<V> listener) {
    var table = new CompactedTable<>(kafka, topic, values, listener);
    table.thread.start();
    return table;
  }

  /** A table to which nobody listens. */
  public static <V> CompactedTable<V> open(
      Map<String, Object> kafka, String topic, Deserializer<V> values) {
    return open(kafka, topic, values, (_, _) -> {});
  }

  /** The newest value of a key; null when there is none. */
  public @Nullable V get(String key) {
    var row = rows.get(key);
    return row == null ? null : row.value();
  }

  /** The newest record of a key; null when there is none. */
  public @Nullable Row<V> row(String key) {
    return rows.get(key);
  }

  /** All rows: a live view, safe to iterate while it changes. */
  public Collection<Map.Entry<String, Row<V>>> rows() {
    return rows.entrySet();
  }

  /** Why the table cannot be relied on yet; empty when it can. */
  public Optional<String> whyNotReady() {
    return ready.getCount() == 0
        ? Optional.empty()
        : Optional.of(topic + " is not read to its end");
  }

  /** Waits until the table is ready. */
  public boolean awaitReady(Duration limit) throws InterruptedException {
    return ready.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until everything before this position of a partition has been read and its listener told.
   *
   * @return false when the time is up first
   */
  public boolean awaitRead(int partition, long position, Duration limit)
      throws InterruptedException {
    return progress.await(partition, position, limit);
  }

  /** Records whose value could not be decoded. */
  public long unreadable() {
    return unreadable.sum();
  }

  @Override
  public void close() {
    closing.countDown();
    var consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var failing = false;
    while (closing.getCount() > 0) {
      try (var consumer = consumer()) {
        reading = consumer;
        follow(consumer);
      } catch (KafkaException e) {
        if (closing.getCount() > 0 && !failing) {
          LOGGER.atWarn().addKeyValue("topic", topic).setCause(e).log("table cannot be read");
        }
        failing = true;
        pause();
      } finally {
        reading = null;
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var config = new HashMap<>(kafka);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    var bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(config, bytes, bytes);
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    var partitions = partitions(consumer);
    consumer.assign(partitions);
    for (var partition : partitions) {
      var position = positions.get(partition);
      if (position == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, position);
      }
    }
    targets.putAll(consumer.endOffsets(partitions));
    while (closing.getCount() > 0) {
      for (var record : consumer.poll(POLL)) {
        apply(record);
      }
      partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
      progress.reached(positions);
      checkReady();
    }
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    var infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new KafkaException("no topic " + topic);
    }
    return infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  private void checkReady() {
    if (ready.getCount() > 0) {
      targets
          .entrySet()
          .removeIf(target -> positions.getOrDefault(target.getKey(), 0L) >= target.getValue());
      if (targets.isEmpty()) {
        ready.countDown();
      }
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      unreadable.increment();
      return;
    }
    var key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      rows.remove(key);
      listener.changed(key, null);
      return;
    }
    try {
      var value = values.deserialize(topic, record.value());
      var row = new Row<>(value, record.partition(), record.offset(), record.timestamp());
      rows.put(key, row);
      listener.changed(key, row);
    } catch (SerializationException e) {
      unreadable.increment();
      LOGGER
          .atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .log("record cannot be decoded");
    }
  }

  private void pause() {
    try {
      closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
      Thread.currentThread().interrupt();
    }
  }
}
