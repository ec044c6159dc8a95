package dev.wardstream.push.room;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.scan.LogScan;
import dev.wardstream.push.wire.CareJson;
import dev.wardstream.push.wire.Position;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.ChatKind;
import dev.wardstream.schemas.avro.ChatMessage;
import dev.wardstream.schemas.registry.AvroDeserializer;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads rooms backwards from the log. Any number of threads; each question has a consumer of its
 * own and waits for the brokers.
 */
final class RoomHistory {
  /** Rooms share partitions: the steps grow where the others talk more. */
  private static final int FIRST_STEP = 500;

  private static final int LONGEST_STEP = 20_000;

  /** What one question may look at; there is another one. */
  private static final int MOST_RECORDS = 100_000;

  private final Map<String, Object> kafka;
  private final Duration within;
  private final AvroDeserializer<ChatMessage> messages;

  /**
   * A reader.
   *
   * @param kafka client properties, {@code bootstrap.servers} at least
   * @param within longest time for one question
   */
  RoomHistory(Map<String, Object> kafka, SchemaRegistry registry, Duration within) {
    this.kafka = Map.copyOf(kafka);
    this.within = within;
    messages = AvroSerde.of(Topics.CHAT_MESSAGES, ChatMessage.class, registry).deserializer();
  }

  /** One record of the room. */
  private record Found(Item item, boolean isSaid) {}

  /** The room's partition, and where it is read from. */
  private record Stretch(TopicPartition partition, long beginning, long end) {}

  /**
   * The last events of a room before a position, as many as hold so many messages; fewer when time
   * runs out.
   *
   * @param before where to begin, exclusive; null for the end of the log
   * @param said how many messages
   * @throws WrongPartitionException when the position is not of the room's partition
   * @throws KafkaException when the brokers or the registry do not answer
   */
  Past before(String room, @Nullable Spot before, int said) throws WrongPartitionException {
    try (var scan = LogScan.open(kafka, "wardstream-rooms", within)) {
      var stretch = stretch(scan, room, before);
      return read(scan, stretch, room, said);
    }
  }

  /** A place in the log of all rooms. */
  record Spot(int partition, long offset) {
    @Override
    public String toString() {
      return Topics.CHAT_MESSAGES.name() + "/" + partition + "/" + offset;
    }
  }

  /** The position is not one of this room. */
  static final class WrongPartitionException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static Stretch stretch(LogScan scan, String room, @Nullable Spot before)
      throws WrongPartitionException {
    var partition = scan.partitionOf(Topics.CHAT_MESSAGES.name(), room);
    if (before != null && before.partition != partition.partition()) {
      throw new WrongPartitionException();
    }
    long beginning = scan.beginnings(List.of(partition)).getOrDefault(partition, 0L);
    long end = scan.ends(List.of(partition)).getOrDefault(partition, 0L);
    var from = before == null ? end : Math.min(before.offset, end);
    return new Stretch(partition, beginning, Math.max(beginning, from));
  }

  private Past read(LogScan scan, Stretch stretch, String room, int said) {
    var found = new ArrayDeque<Found>();
    var down = stretch.end;
    var step = FIRST_STEP;
    while (down > stretch.beginning
        && saidIn(found) < said
        && stretch.end - down < MOST_RECORDS
        && !scan.late()) {
      var from = Math.max(stretch.beginning, down - step);
      var part = new ArrayList<Found>();
      var span = scan.read(stretch.partition, from, down, record -> take(record, room, part));
      if (span.to() < down && span.from() < down) {
        break; // time ran out: the step is not whole
      }
      part.reversed().forEach(found::addFirst);
      down = from;
      step = Math.min(LONGEST_STEP, step * 2);
    }
    return newest(found, said, stretch, down);
  }

  private static long saidIn(Deque<Found> found) {
    return found.stream().filter(Found::isSaid).count();
  }

  private boolean take(ConsumerRecord<String, byte[]> record, String room, List<Found> into) {
    if (room.equals(record.key()) && record.value() != null) {
      into.add(found(record, room));
    }
    return true;
  }

  private Found found(ConsumerRecord<String, byte[]> record, String room) {
    try {
      var message = messages.decode(record.value());
      var arrivedAt = Instant.ofEpochMilli(record.timestamp());
      var at = new Position(record.topic(), record.partition(), record.offset(), arrivedAt);
      var json = CareJson.message(at, room, message);
      var item = Item.event(record.partition(), record.offset(), room, json);
      return new Found(item, message.getKind() == ChatKind.SAY);
    } catch (SerializationException _) {
      return new Found(Item.unreadable(record.partition(), record.offset(), room), false);
    }
  }

  /** As many messages as were asked for, and all that came after the first of them. */
  private static Past newest(Deque<Found> found, int said, Stretch stretch, long looked) {
    var items = new ArrayDeque<Item>();
    var from = looked;
    var left = said;
    for (var each : found.reversed()) {
      items.addFirst(each.item);
      if (each.isSaid && --left == 0) {
        from = each.item.offset();
        break;
      }
    }
    var spot = new Spot(stretch.partition.partition(), from);
    return new Past(List.copyOf(items), spot, from <= stretch.beginning);
  }
}
