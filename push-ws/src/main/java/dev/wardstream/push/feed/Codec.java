package dev.wardstream.push.feed;

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
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.avro.VitalsWindow;
import dev.wardstream.schemas.registry.AvroDeserializer;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Kafka records to what the tables and the hub take. Any thread. Throws {@link
 * SerializationException} for bytes that cannot be understood.
 */
public final class Codec {
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
    if (kind == Kind.ALERTS) {
      return alert(at, key, alerts.decode(value(record)));
    }
    var json =
        switch (kind) {
          case VITALS -> vitalsJson.readings(at, key, readings.decode(value(record)));
          case WINDOWS -> WindowJson.window(at, key, windows.decode(value(record)));
          case NOTICES -> NoticeJson.notice(at, notices.decode(value(record)));
          case MESSAGES -> CareJson.message(at, key, messages.decode(value(record)));
          case ALERTS, CENSUS -> throw new IllegalArgumentException(kind + " are not read so");
        };
    return Item.event(record.partition(), record.offset(), key, json);
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
