package dev.wardstream.cli.access;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.desk.log.LogReader;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.RegistryClient;
import dev.wardstream.schemas.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The cluster that a command is about.
 *
 * @param bootstrapServers its brokers
 * @param registry its schemas
 */
record Cluster(String bootstrapServers, RegistryClient registry) implements AutoCloseable {

  static Cluster of(Target target) {
    return new Cluster(target.bootstrapServers(), new RegistryClient(target.registryUri()));
  }

  /** How clients reach it. */
  Map<String, Object> client() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  /** What a command does with the cluster; its failures are told with the remedy. */
  interface Work {
    void run();
  }

  /** Does it. */
  void attempt(Work work) {
    try {
      work.run();
    } catch (RegistryException e) {
      throw CommandFailed.of("The registry is of no help", e);
    } catch (KafkaException e) {
      throw CommandFailed.of("The brokers at %s are of no help".formatted(bootstrapServers), e);
    }
  }

  /** Every record of a topic, in order within each key. */
  <T extends SpecificRecord> void each(Topic topic, Class<T> type, BiConsumer<String, T> sink) {
    try (var reader = LogReader.of(bootstrapServers, topic.name());
        var values = AvroSerde.of(topic, type, registry).deserializer()) {
      reader.read(
          reader.everything(),
          record -> {
            if (record.value() != null) {
              var key = new String(record.key(), StandardCharsets.UTF_8);
              sink.accept(key, values.decode(record.value()));
            }
          },
          _ -> {});
    }
  }

  /** The newest value of each key, sorted; of topics from which nothing is removed. */
  <T extends SpecificRecord> SortedMap<String, T> newest(Topic topic, Class<T> type) {
    var rows = new TreeMap<String, T>();
    each(topic, type, rows::put);
    return rows;
  }

  /** Writes a record and waits until every replica in sync has it. */
  <T extends SpecificRecord> void write(Topic topic, Class<T> type, String key, T value) {
    var config =
        Map.<String, Object>of(
            "bootstrap.servers", bootstrapServers,
            "acks", "all",
            "max.block.ms", "15000",
            "client.id", "wardstream-cli");
    try (var values = AvroSerde.of(topic, type, registry).serializer();
        var producer =
            new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      var _ = producer.send(new ProducerRecord<>(topic.name(), key, values.encode(value))).get();
    } catch (ExecutionException e) {
      throw new KafkaException("not written to " + topic.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted: it is not certain that it was written.", e);
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
