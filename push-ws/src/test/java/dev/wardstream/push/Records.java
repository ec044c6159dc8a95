package dev.wardstream.push;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.ChatKind;
import dev.wardstream.schemas.avro.ChatMessage;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.LatestValue;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.News2;
import dev.wardstream.schemas.avro.OffsetRange;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.RuleSetRef;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.StaffGrant;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records of the topics. */
final class Records implements AutoCloseable {
  static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");
  private static final RuleSetRef RULES = new RuleSetRef("adult-continuous", 1, "0123456789abcdef");

  private final KafkaProducer<String, byte[]> producer;
  private final SchemaRegistry registry;
  private final String bootstrapServers;

  Records(String bootstrapServers, SchemaRegistry registry) {
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  static DeviceReadings put(long seq, String value) {
    var measurement = new Measurement(Vital.SPO2, value, null);
    return new DeviceReadings(
        "mon-1",
        1L,
        seq,
        List.of(new Reading(T0.plusSeconds(seq), List.of(measurement), ReadingStatus.FINAL, null)),
        0);
  }

  RecordMetadata reading(String patient, long seq) {
    return done(send(Topics.VITALS_READINGS, DeviceReadings.class, patient, put(seq, "97.5")));
  }

  /** Writes without waiting. */
  void readingLater(String patient, long seq) {
    var _ = send(Topics.VITALS_READINGS, DeviceReadings.class, patient, put(seq, "97.5"));
  }

  void latest(String patient, String value, long upTo) {
    latest(patient, value, upTo, null);
  }

  void latest(String patient, String value, long upTo, @Nullable News2 score) {
    var latest = new LatestValue(Vital.SPO2, value, T0, T0, "mon-1");
    done(
        send(
            Topics.VITALS_LATEST,
            VitalsLatest.class,
            patient,
            new VitalsLatest(List.of(latest), upTo, score)));
  }

  void admit(String patient, @Nullable String ward) {
    var care =
        ward == null
            ? null
            : CarePatient.newBuilder()
                .setWard(ward)
                .setBed("1")
                .setAgeYears(70)
                .setPrescriptions(List.of())
                .build();
    done(send(Topics.CARE_PATIENTS, CarePatient.class, patient, care));
  }

  void room(String room, String... members) {
    done(
        send(
            Topics.CARE_ROOMS,
            CareRoom.class,
            room,
            new CareRoom(Arrays.asList(members), null, null)));
  }

  void staff(String account, StaffGrant... grants) {
    done(
        send(
            Topics.CARE_STAFF,
            CareStaff.class,
            account,
            new CareStaff(Arrays.asList(grants), "test", T0)));
  }

  RecordMetadata say(String room, String text) {
    var message = new ChatMessage(ChatKind.SAY, "nurse-1", text, text, null, null, T0);
    return done(send(Topics.CHAT_MESSAGES, ChatMessage.class, room, message));
  }

  /** Somebody has read a room up to a message. */
  void read(String room, String reader, RecordMetadata upTo) {
    var at = "%s/%d/%d".formatted(upTo.topic(), upTo.partition(), upTo.offset());
    var message = new ChatMessage(ChatKind.READ, reader, null, null, at, null, T0);
    done(send(Topics.CHAT_MESSAGES, ChatMessage.class, room, message));
  }

  static AlertEvent event(String patient, long seq, AlertEventType type, boolean open) {
    return AlertEvent.newBuilder()
        .setAlertId("alert-" + patient)
        .setSeq(seq)
        .setOccurrence(1)
        .setPatient(patient)
        .setFamily("SPO2_LOW")
        .setType(type)
        .setSeverity(open ? Severity.MEDIUM : Severity.NONE)
        .setEventTime(T0.plusSeconds(seq))
        .setEmittedAt(T0.plusSeconds(seq))
        .setValue("89")
        .setLimit("< 90")
        .setOpen(open)
        .setAcked(false)
        .setLatched(false)
        .setRetrospective(false)
        .setAnnunciated(true)
        .setTier(0)
        .setRuleSet(RULES)
        .setReadings(List.of(new OffsetRange("vitals.readings", 3, 88121L, 88123L)))
        .setInputs(List.of())
        .build();
  }

  RecordMetadata alert(String patient, long seq, AlertEventType type, boolean open) {
    return done(
        send(Topics.ALERTS_EVENTS, AlertEvent.class, patient, event(patient, seq, type, open)));
  }

  RecordMetadata alert(
      String patient, long seq, AlertEventType type, boolean open, boolean annunciated) {
    var event =
        AlertEvent.newBuilder(event(patient, seq, type, open)).setAnnunciated(annunciated).build();
    return done(send(Topics.ALERTS_EVENTS, AlertEvent.class, patient, event));
  }

  RecordMetadata alert(
      String patient, long seq, AlertEventType type, boolean open, OffsetRange readings) {
    var event =
        AlertEvent.newBuilder(event(patient, seq, type, open))
            .setReadings(List.of(readings))
            .build();
    return done(send(Topics.ALERTS_EVENTS, AlertEvent.class, patient, event));
  }

  /** Every value of a topic, as far as it goes now. */
  <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
    var values = new ArrayList<T>();
    try (var consumer = consumer()) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var decoder = AvroSerde.of(topic, type, registry).deserializer();
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> values.add(decoder.decode(record.value())));
      }
    }
    return values;
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  void active(AlertInstance alert) {
    done(
        send(
            Topics.ALERTS_ACTIVE,
            AlertInstance.class,
            alert.getPatient() + "|" + alert.getFamily(),
            alert));
  }

  static AlertInstance instance(String patient, long seq) {
    return AlertInstance.newBuilder()
        .setAlertId("alert-" + patient)
        .setPatient(patient)
        .setFamily("SPO2_LOW")
        .setSeverity(Severity.MEDIUM)
        .setRaisedAt(T0)
        .setChangedAt(T0)
        .setSeq(seq)
        .setOccurrence(1)
        .setValue("89")
        .setWorst("88")
        .setLimit("< 90")
        .setAcked(false)
        .setLatched(false)
        .setRetrospective(false)
        .setTier(0)
        .setRuleSet(RULES)
        .setReadings(List.of())
        .setInputs(List.of())
        .build();
  }

  /** Bytes that are no record. */
  void garbage(Topic topic, String key) {
    done(producer.send(new ProducerRecord<>(topic.name(), key, new byte[] {1, 2, 3})));
  }

  private <T extends SpecificRecord> Future<RecordMetadata> send(
      Topic topic, Class<T> type, String key, @Nullable T value) {
    var serializer = AvroSerde.of(topic, type, registry).serializer();
    return producer.send(
        new ProducerRecord<>(topic.name(), key, serializer.serialize(topic.name(), value)));
  }

  static RecordMetadata done(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("not written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
