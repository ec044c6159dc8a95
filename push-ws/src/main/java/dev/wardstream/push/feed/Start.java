package dev.wardstream.push.feed;

import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.presence.Attendance;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How the feed begins: the tables from their beginning to their end, then the log of the alerts
 * from shortly before its end. What is large is followed on demand: see {@link Lanes}. Feed thread
 * only; may wait for the brokers.
 *
 * <p>Where the event log of the alerts begins is read before the open alerts are loaded, so that
 * every event which the table lacks is folded over it.
 */
final class Start {
  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final Duration TABLES = Duration.ofMinutes(2);

  /** Topics that are read from their beginning, but for the last, and followed for ever. */
  private static final List<Topic> FOLLOWED =
      List.of(
          Topics.CARE_PATIENTS,
          Topics.CARE_ROOMS,
          Topics.CARE_STAFF,
          Topics.CARE_GLASS,
          Topics.PUSH_PRESENCE);

  private static final List<Kind> LOGS =
      List.of(Kind.ALERTS, Kind.MESSAGES, Kind.NOTICES, Kind.WINDOWS, Kind.VITALS);

  private final FeedConfig config;
  private final Brokers brokers;
  private final Tables tables;
  private final Consumer<String, byte[]> consumer;
  private final InstantSource clock;

  Start(
      FeedConfig config,
      Brokers brokers,
      Tables tables,
      Consumer<String, byte[]> consumer,
      InstantSource clock) {
    this.config = config;
    this.brokers = brokers;
    this.tables = tables;
    this.consumer = consumer;
    this.clock = clock;
  }

  /** Loads the tables; what it returns goes on from there. */
  Following begin() {
    var topics =
        Stream.concat(
                Stream.concat(FOLLOWED.stream(), Stream.of(Topics.ALERTS_ACTIVE)),
                LOGS.stream().map(Kind::topic))
            .toList();
    var described = brokers.describe(topics);
    var logs = logs(described);
    var positions = new HashMap<TopicPartition, Long>();
    positions.putAll(starts(partitions(described, Kind.ALERTS.topic())));
    var loaded = new Following(logs, tables, positions(described));
    loaded.use(consumer, brokers);
    loaded.pollToEnd(TABLES);
    for (var topic : FOLLOWED) {
      partitions(described, topic)
          .forEach(partition -> positions.put(partition, loaded.position(partition)));
    }
    return new Following(logs, tables, positions);
  }

  private Map<TopicPartition, Long> positions(Map<String, TopicDescription> described) {
    var partitions = new ArrayList<TopicPartition>();
    for (var topic : FOLLOWED) {
      partitions.addAll(partitions(described, topic));
    }
    partitions.addAll(partitions(described, Topics.ALERTS_ACTIVE));
    var positions = new HashMap<>(consumer.beginningOffsets(partitions, REQUEST));
    positions.putAll(leases(partitions(described, Topics.PUSH_PRESENCE)));
    return positions;
  }

  /** Where what may still be valid begins; twice as far back, for clocks differ. */
  private Map<TopicPartition, Long> leases(List<TopicPartition> partitions) {
    var since = clock.instant().minus(Attendance.LEASE.multipliedBy(2)).toEpochMilli();
    var times = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> times.put(partition, since));
    var found = consumer.offsetsForTimes(times, REQUEST);
    var starts = new HashMap<>(consumer.endOffsets(partitions, REQUEST));
    starts.replaceAll((partition, end) -> {
      var first = found.get(partition);
      return first == null ? end : first.offset();
    });
    return starts;
  }

  private Map<Kind, LiveLog> logs(Map<String, TopicDescription> described) {
    var partitions = LOGS.stream().mapToInt(kind -> described(described, kind).partitions().size());
    var bytes = config.tailBytes() / Math.max(1, partitions.sum());
    var logs = new EnumMap<Kind, LiveLog>(Kind.class);
    for (var kind : Kind.values()) {
      var topic = described(described, kind);
      var id =
          new UUID(
              topic.topicId().getMostSignificantBits(), topic.topicId().getLeastSignificantBits());
      logs.put(kind, LiveLog.of(kind, id, topic.partitions().size(), config.tailItems(), bytes));
    }
    return logs;
  }

  private static TopicDescription described(Map<String, TopicDescription> topics, Kind kind) {
    return described(topics, kind.topic());
  }

  private static TopicDescription described(Map<String, TopicDescription> topics, Topic topic) {
    var description = topics.get(topic.name());
    if (description == null) {
      throw new TimeoutException("no description of " + topic.name());
    }
    return description;
  }

  private static List<TopicPartition> partitions(
      Map<String, TopicDescription> described, Topic topic) {
    return IntStream.range(0, described(described, topic).partitions().size())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition))
        .toList();
  }

  private Map<TopicPartition, Long> starts(List<TopicPartition> partitions) {
    var beginnings = consumer.beginningOffsets(partitions, REQUEST);
    var starts = new HashMap<>(consumer.endOffsets(partitions, REQUEST));
    starts.replaceAll((partition, end) ->
        Math.max(beginnings.getOrDefault(partition, 0L), end - config.tailItems()));
    return starts;
  }
}
