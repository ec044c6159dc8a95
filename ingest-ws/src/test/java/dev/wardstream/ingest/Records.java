package dev.wardstream.ingest;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.RuleSetRef;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Writes and reads the topics themselves.
 *
 * @param client how to reach the broker
 */
record Records(Map<String, Object> client, SchemaRegistry registry) {
  private static final Instant RAISED_AT = Instant.parse("2026-11-21T10:00:00Z");

  /** Writes one record and waits until it is there. */
  <T extends SpecificRecord> void write(Topic topic, Class<T> type, String key, T value) {
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(client, bytes, bytes);
        var serializer = AvroSerde.of(topic, type, registry).serializer()) {
      var record =
          new ProducerRecord<>(
              topic.name(),
              key.getBytes(StandardCharsets.UTF_8),
              serializer.serialize(topic.name(), value));
      producer.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("writing to " + topic.name(), e);
    }
  }

  /** Oxygen is low, and has been told so last with that number. */
  void openAlert(String id, String patient, long soundedSeq) {
    write(
        Topics.ALERTS_ACTIVE,
        AlertInstance.class,
        patient + "|SPO2_LOW",
        AlertInstance.newBuilder()
            .setAlertId(id)
            .setPatient(patient)
            .setFamily("SPO2_LOW")
            .setSeverity(Severity.MEDIUM)
            .setRaisedAt(RAISED_AT)
            .setChangedAt(RAISED_AT)
            .setSeq(soundedSeq)
            .setSoundedSeq(soundedSeq)
            .setOccurrence(1)
            .setValue("89")
            .setWorst("88")
            .setLimit("< 90")
            .setAcked(false)
            .setLatched(false)
            .setRetrospective(false)
            .setTier(0)
            .setRuleSet(new RuleSetRef("adult-continuous", 1, "0123456789abcdef"))
            .setReadings(List.of())
            .setInputs(List.of())
            .build());
  }

  /** Everything that is in a topic now. */
  <T extends SpecificRecord> List<ConsumerRecord<String, T>> read(Topic topic, Class<T> type) {
    var records = new ArrayList<ConsumerRecord<String, T>>();
    try (var deserializer = AvroSerde.of(topic, type, registry).deserializer();
        var consumer = new KafkaConsumer<>(client, new StringDeserializer(), deserializer)) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
