package dev.wardstream.ingest;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
