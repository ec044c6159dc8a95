package dev.wardstream.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A real broker with the catalogue on it, and a hand to write to and read from its topics. */
final class Cluster implements AutoCloseable {
  final EmbeddedKafka kafka;
  final SchemaRegistry registry;
  private final KafkaProducer<String, byte[]> producer;

  Cluster(EmbeddedKafka kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
    Map<String, Object> client =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.LINGER_MS_CONFIG,
            1);
    try (var admin = Admin.create(client)) {
      var catalogue = new dev.wardstream.schemas.catalogue.Cluster(admin);
      catalogue.apply(Plan.of(Topics.ALL, Size.SMALL, 1, Map.of()));
      catalogue.requireCoPartitioned(Topics.ALL);
    }
    Topics.ALL.forEach(this::ends); // until every leader serves, pipelined batches can overtake
    this.producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
  }

  <T extends SpecificRecord> RecordMetadata write(
      Topic topic, @Nullable String key, T value, Instant at) {
    return done(writeLater(topic, key, value, at));
  }

  @SuppressWarnings("unchecked")
  <T extends SpecificRecord> Future<RecordMetadata> writeLater(
      Topic topic, @Nullable String key, T value, Instant at) {
    var serde = AvroSerde.of(topic, (Class<T>) value.getClass(), registry);
    try (var serializer = serde.serializer()) {
      return send(topic, key, serializer.encode(value), at);
    }
  }

  Future<RecordMetadata> send(Topic topic, @Nullable String key, byte[] value, Instant at) {
    return producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, value));
  }

  static RecordMetadata done(Future<RecordMetadata> sent) {
    try {
      return sent.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("not written", e);
    }
  }

  void flush() {
    producer.flush();
  }

  /** A record that was read back; without value when it is a tombstone. */
  record Found<T>(String key, int partition, long offset, Optional<T> value) {}

  /** All records that are committed now. */
  <T extends SpecificRecord> List<Found<T>> read(Topic topic, Class<T> type) {
    try (var deserializer = AvroSerde.of(topic, type, registry).deserializer()) {
      return raw(topic).stream()
          .map(its ->
              new Found<>(
                  its.key(),
                  its.partition(),
                  its.offset(),
                  Optional.ofNullable(deserializer.deserialize(topic.name(), its.value()))))
          .toList();
    }
  }

  List<ConsumerRecord<String, byte[]>> raw(Topic topic) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    each(topic, records::add);
    return records;
  }

  /** Tells every record that is committed now, each partition in order. */
  void each(Topic topic, java.util.function.Consumer<ConsumerRecord<String, byte[]>> to) {
    var settings = new HashMap<String, Object>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(to);
      }
    }
  }

  /** Records of the topic that a group has committed. */
  long processed(String group, Topic topic) {
    try (var admin =
        Admin.create(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) kafka.bootstrapServers()))) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(30, TimeUnit.SECONDS)
          .entrySet()
          .stream()
          .filter(its -> its.getKey().topic().equals(topic.name()))
          .mapToLong(its -> its.getValue().offset())
          .sum();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the progress cannot be told", e);
    }
  }

  /** Offsets used up so far, transaction markers included. */
  long ends(Topic topic) {
    var settings =
        Map.<String, Object>of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    kafka.close();
  }
}
