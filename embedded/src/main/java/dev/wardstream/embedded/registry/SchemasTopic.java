package dev.wardstream.embedded.registry;

import dev.wardstream.schemas.registry.InMemoryRegistry;
import dev.wardstream.schemas.registry.RegistryContents;
import dev.wardstream.schemas.registry.RegistryEntry;
import dev.wardstream.schemas.registry.RegistryError;
import dev.wardstream.schemas.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The compacted topic {@code _schemas}: every change of the registry, in order. Appends wait until
 * Kafka has acknowledged them; one thread appends at a time.
 */
final class SchemasTopic implements InMemoryRegistry.Journal, AutoCloseable {
  private static final String NAME = "_schemas";
  private static final TopicPartition PARTITION = new TopicPartition(NAME, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final KafkaProducer<String, String> producer;

  SchemasTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                "schema-registry",
                "acks",
                "all",
                "request.timeout.ms",
                5_000,
                "max.block.ms",
                10_000,
                "delivery.timeout.ms",
                (int) PATIENCE.toMillis(),
                "buffer.memory",
                4 << 20),
            new StringSerializer(),
            new StringSerializer());
  }

  /** Creates the topic where it is missing. */
  void create() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var brokers = await(admin.describeCluster().nodes()).size();
      var replicas = brokers >= 3 ? 3 : 1;
      var config =
          Map.of("cleanup.policy", "compact", "min.insync.replicas", replicas == 3 ? "2" : "1");
      var topic = new NewTopic(NAME, 1, (short) replicas).configs(config);
      await(admin.createTopics(List.of(topic)).all());
    } catch (RegistryException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** Everything the topic holds now. */
  RegistryContents restore() {
    var contents = RegistryContents.EMPTY;
    try (var consumer = consumer()) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      var end = consumer.endOffsets(List.of(PARTITION), PATIENCE).getOrDefault(PARTITION, 0L);
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(PARTITION) < end) {
        if (System.nanoTime() > deadline) {
          throw new RegistryException(
              RegistryError.UNAVAILABLE, "reading " + NAME + " takes more than " + PATIENCE);
        }
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          contents = after(contents, record);
        }
      }
    }
    return contents;
  }

  @Override
  public void append(RegistryEntry entry) {
    var record = SchemasRecord.of(entry);
    try {
      producer
          .send(new ProducerRecord<>(NAME, 0, record.key(), record.value()))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new RegistryException(RegistryError.UNAVAILABLE, "cannot write to " + NAME, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(RegistryError.UNAVAILABLE, "interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private static RegistryContents after(
      RegistryContents contents, ConsumerRecord<String, String> record) {
    return SchemasRecord.entry(record.key(), record.value()).map(contents::with).orElse(contents);
  }

  private KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
        new StringDeserializer(),
        new StringDeserializer());
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new RegistryException(RegistryError.UNAVAILABLE, "cannot create " + NAME, cause);
    } catch (TimeoutException e) {
      throw new RegistryException(RegistryError.UNAVAILABLE, "cannot create " + NAME, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(RegistryError.UNAVAILABLE, "interrupted", e);
    }
  }
}
