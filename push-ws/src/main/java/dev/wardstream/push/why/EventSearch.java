package dev.wardstream.push.why;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wardstream.push.scan.LogScan;
import dev.wardstream.push.wire.Explanation.Missing;
import dev.wardstream.push.wire.Explanation.Spot;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.OffsetRange;
import dev.wardstream.schemas.registry.AvroDeserializer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events of one alert in {@code alerts.events}: from the newest records backwards, in all
 * partitions until the alert is met in one, then there until its first event.
 */
final class EventSearch {
  private static final int STEP = 20_000;

  /**
   * What was found.
   *
   * @param events by offset; empty when the alert is not in the log
   * @param missing where earlier events may be that could not be read
   * @param complete everything there is has been looked at, as far as it was needed
   */
  record Found(
      TreeMap<Long, AlertEvent> events, int partition, List<Missing> missing, boolean complete) {}

  /** A partition, read down to an offset. */
  private static final class Part {
    private final TopicPartition partition;
    private final long beginning;
    private long down;

    private Part(TopicPartition partition, long beginning, long end) {
      this.partition = partition;
      this.beginning = beginning;
      this.down = end;
    }
  }

  private final LogScan scan;
  private final AvroDeserializer<AlertEvent> decoder;
  private final String alertId;
  private final byte[] needle;
  private final TreeMap<Long, AlertEvent> events = new TreeMap<>();

  EventSearch(LogScan scan, AvroDeserializer<AlertEvent> decoder, String alertId) {
    this.scan = scan;
    this.decoder = decoder;
    this.alertId = alertId;
    needle = alertId.getBytes(US_ASCII);
  }

  /**
   * Searches until the deadline of the scan.
   *
   * @param patient whose alert it is; null when that is not known
   */
  Found find(@Nullable String patient) {
    var parts = parts(patient);
    while (!parts.isEmpty() && !scan.late()) {
      for (var part : List.copyOf(parts)) {
        if (!stepDown(part)) {
          return new Found(events, part.partition.partition(), List.of(), false);
        }
        if (!events.isEmpty()) {
          return finish(part);
        }
        if (part.down <= part.beginning) {
          parts.remove(part);
        }
      }
    }
    return new Found(events, 0, List.of(), parts.isEmpty());
  }

  private List<Part> parts(@Nullable String patient) {
    var topic = Topics.ALERTS_EVENTS.name();
    var partitions =
        patient == null ? scan.partitions(topic) : List.of(scan.partitionOf(topic, patient));
    var beginnings = scan.beginnings(partitions);
    var ends = scan.ends(partitions);
    var parts = new ArrayList<Part>();
    for (var partition : partitions) {
      parts.add(
          new Part(
              partition, beginnings.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)));
    }
    return parts;
  }

  private Found finish(Part part) {
    while (!beginsAtItsBeginning() && part.down > part.beginning) {
      if (!stepDown(part)) {
        return found(part, part.down - 1, "deadline", false);
      }
    }
    return beginsAtItsBeginning() || part.beginning == 0
        ? new Found(events, part.partition.partition(), List.of(), true)
        : found(part, part.beginning - 1, "retention", true);
  }

  private Found found(Part part, long last, String why, boolean complete) {
    var number = part.partition.partition();
    var range = new OffsetRange(part.partition.topic(), number, 0L, last);
    return new Found(events, number, List.of(new Missing(range, why)), complete);
  }

  private boolean beginsAtItsBeginning() {
    var first = events.firstEntry().getValue();
    return switch (first.getType()) {
      case RAISED -> first.getOccurrence() <= 1;
      case PAUSED, ALARM_OFF -> true;
      case ESCALATED, DEESCALATED, UPDATED, CLEARED, ACKED, CLOSED, TIER_UP -> false;
      case RESUMED, ALARM_ON, DELIVERED, SEEN, COMMENTED -> false;
    };
  }

  /** Reads the next step backwards; false when time ran out. */
  private boolean stepDown(Part part) {
    var from = Math.max(part.beginning, part.down - STEP);
    var span = scan.read(part.partition, from, part.down, this::take);
    if (span.to() < part.down) {
      return false;
    }
    part.down = from;
    return true;
  }

  private boolean take(ConsumerRecord<String, byte[]> record) {
    var value = record.value();
    if (value != null && mentions(value)) {
      try {
        var event = decoder.decode(value);
        if (event.getAlertId().equals(alertId)) {
          events.put(record.offset(), event);
        }
      } catch (SerializationException _) {
        // not an event: the feed has counted it
      }
    }
    return true;
  }

  /** Texts are themselves in Avro's binary form, so most records need not be decoded. */
  private boolean mentions(byte[] value) {
    for (var i = 0; i + needle.length <= value.length; i++) {
      var j = 0;
      while (j < needle.length && value[i + j] == needle[j]) {
        j++;
      }
      if (j == needle.length) {
        return true;
      }
    }
    return false;
  }

  /** The position of an event. */
  static Spot spot(int partition, long offset) {
    return new Spot(Topics.ALERTS_EVENTS.name(), partition, offset);
  }
}
