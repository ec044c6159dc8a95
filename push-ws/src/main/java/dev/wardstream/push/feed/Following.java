package dev.wardstream.push.feed;

import static java.util.Objects.requireNonNull;

import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.schemas.registry.RegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the feed is in each partition, and what it does with what it reads there. It outlives the
 * consumer it reads with. Feed thread only, except what says otherwise.
 *
 * <p>Within one poll the small topics go first: a flood of vitals does not hold up an alert.
 */
final class Following {
  private static final Logger LOGGER = LoggerFactory.getLogger(Following.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final long SECOND = 1_000_000_000L;
  private static final long LOOKS_PER_CLEANING = 60;
  private static final long LOOKS_PER_VERIFYING = 5;

  private final Map<Kind, LiveLog> logs;
  private final Map<String, LiveLog> byTopic = new HashMap<>();
  private final Tables tables;
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> loading = new HashMap<>();
  private final Set<String> unreadableTopics = new HashSet<>();
  private final Set<TopicPartition> waiting = new HashSet<>();
  private @Nullable Consumer<String, byte[]> consumer;
  private @Nullable Brokers brokers;
  private @Nullable Map<TopicPartition, Long> targets;
  private long lookedAt;
  private long looks;
  private volatile boolean caughtUp;
  private final AtomicLong unreadable = new AtomicLong();

  Following(Map<Kind, LiveLog> logs, Tables tables, Map<TopicPartition, Long> positions) {
    this.logs = Map.copyOf(logs);
    this.tables = tables;
    this.positions.putAll(positions);
    logs.values().forEach(log -> byTopic.put(log.kind().topic().name(), log));
    positions.forEach(this::restartTail);
  }

  private void restartTail(TopicPartition partition, long offset) {
    var log = byTopic.get(partition.topic());
    if (log != null) {
      log.tail(partition.partition()).restart(offset);
    }
  }

  /** Goes on with a new consumer. */
  void use(Consumer<String, byte[]> next, Brokers asked) {
    next.assign(positions.keySet());
    positions.forEach(next::seek);
    waiting.clear();
    consumer = next;
    brokers = asked;
    if (targets == null) {
      targets = next.endOffsets(positions.keySet(), REQUEST);
    }
  }

  /**
   * Follows more partitions.
   *
   * @param from where to begin in each
   * @param to below there they are being loaded
   */
  void add(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    var reader = requireNonNull(consumer);
    positions.putAll(from);
    loading.putAll(to);
    from.forEach(this::restartTail);
    reader.assign(positions.keySet());
    from.forEach((partition, offset) -> {
      reader.seek(partition, offset);
      noteLoaded(partition, offset);
    });
  }

  /** Follows a partition no more, and forgets what was kept of it. */
  void remove(Kind kind, Collection<TopicPartition> partitions) {
    positions.keySet().removeAll(partitions);
    loading.keySet().removeAll(partitions);
    waiting.removeAll(partitions);
    requireNonNull(consumer).assign(positions.keySet());
    for (var partition : partitions) {
      restartTail(partition, 0);
      tables.forget(kind, partition.partition(), requireNonNull(logs.get(kind)).partitions());
    }
  }

  /** Whether everything has been read that was there when it was added. */
  boolean hasLoaded(TopicPartition partition) {
    return !loading.containsKey(partition);
  }

  private void noteLoaded(TopicPartition partition, long position) {
    var target = loading.get(partition);
    if (target != null && position >= target) {
      loading.remove(partition);
    }
  }

  /** Reads until everything that was there at the beginning has been read. */
  void pollToEnd(Duration limit) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!caughtUp) {
      poll();
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the tables could not be read within " + limit);
      }
    }
  }

  /** Reads what has come and passes it on. */
  void poll() {
    var from = requireNonNull(consumer);
    try {
      take(from, from.poll(POLL));
    } catch (WakeupException e) {
      return; // somebody wants a step to be run
    } catch (OffsetOutOfRangeException e) {
      e.offsetOutOfRangePartitions().keySet().forEach(partition -> overtaken(from, partition));
    }
    if (!caughtUp) {
      caughtUp = hasReached(requireNonNull(targets));
    }
    if (System.nanoTime() - lookedAt > SECOND) {
      lookedAt = System.nanoTime();
      lookAround(from);
    }
  }

  private void lookAround(Consumer<String, byte[]> from) {
    requireNonNull(brokers).look(List.copyOf(positions.keySet()));
    from.resume(waiting);
    waiting.clear();
    if (++looks % LOOKS_PER_VERIFYING == 0) {
      requireNonNull(brokers).verify(ids());
    }
    if (looks % LOOKS_PER_CLEANING == 0) {
      tables.forgetOld();
    }
  }

  private Map<String, Uuid> ids() {
    return logs.values().stream()
        .collect(
            Collectors.toMap(
                log -> log.kind().topic().name(),
                log ->
                    new Uuid(
                        log.topicId().getMostSignificantBits(),
                        log.topicId().getLeastSignificantBits())));
  }

  private boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue());
  }

  /** The next offset to read. */
  long position(TopicPartition partition) {
    return positions.getOrDefault(partition, 0L);
  }

  private void take(Consumer<String, byte[]> from, ConsumerRecords<String, byte[]> records) {
    var next = records.nextOffsets(); // also past what carries no records: transaction ends
    var ordered = new ArrayList<>(next.keySet());
    ordered.sort(Comparator.comparingInt(Following::rank));
    for (var partition : ordered) {
      if (take(from, partition, records.records(partition))) {
        moved(partition, requireNonNull(next.get(partition)).offset());
      }
    }
  }

  private static int rank(TopicPartition partition) {
    return switch (partition.topic()) {
      case "care.rooms", "care.patients", "care.staff", "care.glass", "alerts.active" -> 0;
      case "alerts.events" -> 1;
      case "chat.messages", "notices", "push.presence" -> 2;
      case "vitals.latest" -> 3;
      default -> 4;
    };
  }

  private boolean take(
      Consumer<String, byte[]> from,
      TopicPartition partition,
      List<ConsumerRecord<String, byte[]>> records) {
    var log = byTopic.get(partition.topic());
    for (var record : records) {
      try {
        take(log, record);
      } catch (SerializationException e) {
        skip(log, record, e);
      } catch (RegistryException e) {
        await(from, partition, record.offset(), e);
        return false;
      }
    }
    return true;
  }

  private void take(@Nullable LiveLog log, ConsumerRecord<String, byte[]> record) {
    if (log == null) {
      tables.load(record);
    } else {
      tables.follow(log, record);
      if (caughtUp && hasLoaded(partition(record))) {
        tables.published(log.kind(), record);
      }
    }
  }

  private static TopicPartition partition(ConsumerRecord<String, byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private void skip(
      @Nullable LiveLog log, ConsumerRecord<String, byte[]> record, SerializationException why) {
    unreadable.incrementAndGet();
    if (log != null && record.key() != null) {
      tables.missed(log, record);
    }
    if (unreadableTopics.add(record.topic())) {
      LOGGER
          .atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("why", why.getMessage())
          .log("skipped a record that cannot be read; further ones of the topic are counted only");
    }
  }

  private void await(
      Consumer<String, byte[]> from, TopicPartition partition, long offset, RegistryException why) {
    LOGGER
        .atWarn()
        .addKeyValue("partition", partition)
        .addKeyValue("cause", why.toString())
        .log("waiting for the schema registry");
    from.seek(partition, offset);
    from.pause(List.of(partition));
    waiting.add(partition);
    moved(partition, offset);
  }

  private void moved(TopicPartition partition, long position) {
    positions.put(partition, position);
    noteLoaded(partition, position);
    var log = byTopic.get(partition.topic());
    if (log != null) {
      log.tail(partition.partition()).advance(position);
    }
  }

  /** Retention went past the feed: what was missed is missed, and subscribers will be told. */
  private void overtaken(Consumer<String, byte[]> from, TopicPartition partition) {
    var beginning = from.beginningOffsets(List.of(partition), REQUEST).get(partition);
    LOGGER
        .atError()
        .addKeyValue("partition", partition)
        .addKeyValue("goesOnAt", beginning)
        .log("the log no longer holds what the feed had not read");
    var log = byTopic.get(partition.topic());
    if (log != null) {
      tables.hub().interrupted(log.kind());
    }
    if (beginning != null) {
      from.seek(partition, beginning);
      positions.put(partition, beginning);
      restartTail(partition, beginning);
    }
  }

  /** Whether everything that was there at the beginning has been read; any thread. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /** The logs by kind; any thread. */
  Map<Kind, LiveLog> logs() {
    return logs;
  }

  /** Records between the positions and the given ends; any thread. */
  long lag(Map<TopicPartition, Long> ends) {
    var lag = 0L;
    for (var end : ends.entrySet()) {
      var position = positions.getOrDefault(end.getKey(), end.getValue());
      lag += Math.max(0, end.getValue() - position);
    }
    return lag;
  }

  /** Records that could not be decoded; any thread. */
  long unreadable() {
    return unreadable.get();
  }
}
