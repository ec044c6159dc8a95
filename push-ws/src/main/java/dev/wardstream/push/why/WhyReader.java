package dev.wardstream.push.why;

import dev.wardstream.push.scan.LogScan;
import dev.wardstream.push.wire.Explanation;
import dev.wardstream.push.wire.Explanation.Evidence;
import dev.wardstream.push.wire.Explanation.Missing;
import dev.wardstream.push.wire.Explanation.Spot;
import dev.wardstream.push.wire.Explanation.Told;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.OffsetRange;
import dev.wardstream.schemas.registry.AvroDeserializer;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Explains alerts from the log. Any number of threads; each question has a consumer of its own and
 * waits for the brokers.
 */
public final class WhyReader {
  /** Records of readings that one answer may carry. */
  static final int MOST = 20_000;

  private final Map<String, Object> kafka;
  private final Duration within;
  private final AvroDeserializer<AlertEvent> events;
  private final AvroDeserializer<DeviceReadings> readings;

  /**
   * A reader.
   *
   * @param kafka client properties, {@code bootstrap.servers} at least
   * @param within longest time for one question
   */
  public WhyReader(Map<String, Object> kafka, SchemaRegistry registry, Duration within) {
    this.kafka = Map.copyOf(kafka);
    this.within = within;
    events = AvroSerde.of(Topics.ALERTS_EVENTS, AlertEvent.class, registry).deserializer();
    readings = AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, registry).deserializer();
  }

  /** The question could not be answered in time. */
  public static final class LateException extends Exception {
    private static final long serialVersionUID = 1L;

    LateException(String message) {
      super(message);
    }
  }

  /** One record of readings. */
  private record Put(Spot at, Instant arrived, DeviceReadings readings) {}

  /**
   * Explains an alert; empty when it is not in the log.
   *
   * @param patient whose alert it is; null when not known, which means reading more
   * @throws LateException when it was not found in time
   * @throws KafkaException when the brokers or the registry do not answer
   */
  public Optional<Explanation> explain(String alertId, @Nullable String patient)
      throws LateException {
    try (var scan = LogScan.open(kafka, "wardstream-why", within)) {
      var found = new EventSearch(scan, events, alertId).find(patient);
      if (found.events().isEmpty()) {
        if (!found.complete()) {
          throw new LateException(
              "not found within " + within.toSeconds() + " s; name the patient, to read less");
        }
        return Optional.empty();
      }
      return Optional.of(explained(scan, found));
    }
  }

  private Explanation explained(LogScan scan, EventSearch.Found found) {
    var patient = found.events().firstEntry().getValue().getPatient();
    var missing = new ArrayList<>(found.missing());
    var ranges =
        Ranges.merged(
            found.events().values().stream().flatMap(its -> its.getReadings().stream()).toList());
    var puts = new LinkedHashMap<Spot, Put>();
    for (var range : ranges) {
      read(scan, range, patient, puts, missing);
    }
    var told = new ArrayList<Told>();
    found
        .events()
        .forEach((offset, event) ->
            told.add(
                new Told(
                    EventSearch.spot(found.partition(), offset),
                    event,
                    evidence(event, List.copyOf(puts.values())))));
    return new Explanation(patient, List.copyOf(told), List.copyOf(missing));
  }

  private void read(
      LogScan scan, OffsetRange range, String patient, Map<Spot, Put> puts, List<Missing> missing) {
    if (!range.getTopic().equals(Topics.VITALS_READINGS.name())) {
      missing.add(new Missing(range, "unreadable"));
      return;
    }
    var partition = new TopicPartition(range.getTopic(), range.getPartition());
    var end = range.getLast() + 1;
    var span =
        scan.read(
            partition,
            range.getFirst(),
            end,
            record -> puts.size() < MOST && take(record, patient, puts, missing));
    if (span.from() > range.getFirst()) {
      var last = Math.min(span.from(), end) - 1;
      missing.add(new Missing(part(range, range.getFirst(), last), "retention"));
    }
    if (span.to() < end && span.from() < end) {
      var why = puts.size() >= MOST ? "limit" : scan.late() ? "deadline" : "absent";
      missing.add(new Missing(part(range, span.to(), range.getLast()), why));
    }
  }

  private static OffsetRange part(OffsetRange range, long first, long last) {
    return new OffsetRange(range.getTopic(), range.getPartition(), first, last);
  }

  private boolean take(
      ConsumerRecord<String, byte[]> record,
      String patient,
      Map<Spot, Put> puts,
      List<Missing> missing) {
    var value = record.value();
    if (patient.equals(record.key()) && value != null) {
      var at = new Spot(record.topic(), record.partition(), record.offset());
      try {
        var arrived = Instant.ofEpochMilli(record.timestamp());
        puts.put(at, new Put(at, arrived, readings.decode(value)));
      } catch (SerializationException _) {
        var one = new OffsetRange(at.topic(), at.partition(), at.offset(), at.offset());
        missing.add(new Missing(one, "unreadable"));
      }
    }
    return true;
  }

  private static List<Evidence> evidence(AlertEvent event, List<Put> puts) {
    var evidence = new ArrayList<Evidence>();
    for (var put : puts) {
      if (event.getReadings().stream().anyMatch(range -> Ranges.contains(range, put.at()))) {
        for (var reading : put.readings().getReadings()) {
          evidence.add(
              new Evidence(
                  put.at(),
                  put.readings().getDevice(),
                  put.arrived(),
                  reading,
                  Deciding.of(event, reading)));
        }
      }
    }
    return List.copyOf(evidence);
  }
}
