package dev.wardstream.push.feed;

import static java.util.Objects.requireNonNull;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.wire.AlertJson;
import dev.wardstream.push.wire.CareJson;
import dev.wardstream.push.wire.ClinicalJudge;
import dev.wardstream.push.wire.NoticeJson;
import dev.wardstream.push.wire.Position;
import dev.wardstream.push.wire.Signals;
import dev.wardstream.push.wire.VitalsJson;
import dev.wardstream.push.wire.WindowJson;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.ChatMessage;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.GlassGrant;
import dev.wardstream.schemas.avro.Notice;
import dev.wardstream.schemas.avro.Presence;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.avro.VitalsWindow;
import dev.wardstream.schemas.avro.WindowSize;
import dev.wardstream.schemas.registry.AvroDeserializer;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Kafka records to what the tables and the hub take. Any thread. Throws {@link
 * SerializationException} for bytes that cannot be understood.
 */
public final class Codec {
  private static final Map<Vital, Long> BITS = new EnumMap<>(Vital.class);

  static {
    for (var vital : Vital.values()) {
      BITS.put(vital, 1L << BITS.size());
    }
  }

  private final VitalsJson vitalsJson = new VitalsJson(new ClinicalJudge());
  final AvroDeserializer<DeviceReadings> readings;
  final AvroDeserializer<VitalsWindow> windows;
  final AvroDeserializer<AlertEvent> alerts;
  final AvroDeserializer<ChatMessage> messages;
  final AvroDeserializer<CarePatient> patients;
  final AvroDeserializer<CareRoom> rooms;
  final AvroDeserializer<CareStaff> staff;
  final AvroDeserializer<GlassGrant> glass;
  final AvroDeserializer<Notice> notices;
  final AvroDeserializer<Presence> presence;
  final AvroDeserializer<VitalsLatest> latest;
  final AvroDeserializer<AlertInstance> active;

  public Codec(SchemaRegistry registry) {
    readings = decoder(Topics.VITALS_READINGS, DeviceReadings.class, registry);
    windows = decoder(Topics.VITALS_WINDOWS, VitalsWindow.class, registry);
    alerts = decoder(Topics.ALERTS_EVENTS, AlertEvent.class, registry);
    messages = decoder(Topics.CHAT_MESSAGES, ChatMessage.class, registry);
    patients = decoder(Topics.CARE_PATIENTS, CarePatient.class, registry);
    staff = decoder(Topics.CARE_STAFF, CareStaff.class, registry);
    glass = decoder(Topics.CARE_GLASS, GlassGrant.class, registry);
    notices = decoder(Topics.NOTICES, Notice.class, registry);
    presence = decoder(Topics.PUSH_PRESENCE, Presence.class, registry);
    rooms = decoder(Topics.CARE_ROOMS, CareRoom.class, registry);
    latest = decoder(Topics.VITALS_LATEST, VitalsLatest.class, registry);
    active = decoder(Topics.ALERTS_ACTIVE, AlertInstance.class, registry);
  }

  private static <T extends SpecificRecord> AvroDeserializer<T> decoder(
      Topic topic, Class<T> type, SchemaRegistry registry) {
    return AvroSerde.of(topic, type, registry).deserializer();
  }

  /** The item of a record of a live log. */
  public Item item(Kind kind, ConsumerRecord<String, byte[]> record) {
    var at = position(record);
    var key = key(record);
    return switch (kind) {
      case VITALS -> vitals(at, key, readings.decode(value(record)));
      case WINDOWS -> {
        var window = windows.decode(value(record));
        yield value(at, key, kindsOf(window), WindowJson.window(at, key, window));
      }
      case ALERTS -> alert(at, key, alerts.decode(value(record)));
      case NOTICES -> value(at, key, 0, NoticeJson.notice(at, notices.decode(value(record))));
      case MESSAGES -> value(at, key, 0, CareJson.message(at, key, messages.decode(value(record))));
      case CENSUS, PRESENCE -> throw new IllegalArgumentException("state is not read again");
    };
  }

  private Item vitals(Position at, String patient, DeviceReadings put) {
    return value(at, patient, kindsOf(put), vitalsJson.readings(at, patient, put));
  }

  private static Item value(Position at, String subject, long kinds, byte[] json) {
    return Item.value(at.partition(), at.offset(), subject, kinds, json);
  }

  /** The vitals of a put, a bit each; none if it corrects what was, or belongs together. */
  private static long kindsOf(DeviceReadings put) {
    var kinds = 0L;
    for (var reading : put.getReadings()) {
      if (reading.getStatus() != ReadingStatus.FINAL || reading.getObservationSet() != null) {
        return 0;
      }
      for (var value : reading.getValues()) {
        kinds |= bit(value.getVital());
      }
    }
    return kinds;
  }

  /** The vital of a window; windows of an hour do not take the place of those of a minute. */
  static long kindsOf(VitalsWindow window) {
    var bit = bit(window.getVital());
    return window.getSize() == WindowSize.MINUTE ? bit : bit << BITS.size();
  }

  private static long bit(Vital vital) {
    return requireNonNull(BITS.get(vital));
  }

  /** The item of an event of an alert. */
  static Item alert(Position at, String key, AlertEvent event) {
    return Item.event(at.partition(), at.offset(), key, AlertJson.event(at, event))
        .signalling(Signals.of(event));
  }

  /** Where a record is. */
  static Position position(ConsumerRecord<String, byte[]> record) {
    return new Position(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()));
  }

  static String key(ConsumerRecord<String, byte[]> record) {
    var key = record.key();
    if (key == null) {
      throw new SerializationException("a record without a key");
    }
    return key;
  }

  static byte[] value(ConsumerRecord<String, byte[]> record) {
    var value = record.value();
    if (value == null) {
      throw new SerializationException("a tombstone in a log");
    }
    return value;
  }
}
