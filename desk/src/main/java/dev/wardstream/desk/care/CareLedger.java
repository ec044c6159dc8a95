package dev.wardstream.desk.care;

import dev.wardstream.desk.http.Conflict;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.RegistryException;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the tables of care, one at a time in the whole cluster: all who change share one
 * transactional id, so whoever begins takes the right away from whoever has not committed, reads
 * the tables to their ends, and decides then.
 *
 * <p>Any thread that may wait; rare, and takes a few round trips to Kafka. What was written is
 * committed and read back when a method returns.
 */
public final class CareLedger {
  private static final String ONE_AT_A_TIME = "wardstream-care";
  private static final List<Topic> TOPICS =
      List.of(Topics.CARE_PATIENTS, Topics.CARE_ASSOCIATIONS, Topics.CARE_STAFF);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(2);

  private final Map<String, Object> kafka;
  private final SchemaRegistry registry;
  private final CareTables tables;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);

  /**
   * The ledger of a cluster.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public CareLedger(Map<String, Object> kafka, SchemaRegistry registry, CareTables tables) {
    this.kafka = Map.copyOf(kafka);
    this.registry = registry;
    this.tables = tables;
  }

  /**
   * One record.
   *
   * @param value null removes the row
   */
  record Write(Topic topic, String key, @Nullable SpecificRecord value) {}

  /** What is to be written, on tables that contain all there is. */
  @FunctionalInterface
  interface Decision {
    List<Write> on(CareTables tables) throws Refusal, Conflict;
  }

  /**
   * Refuses a change by somebody who has not seen the newest record.
   *
   * @param seen the position they were shown; null when there was none
   */
  static void requireSeen(CareTables tables, Topic topic, String key, @Nullable String seen)
      throws Conflict {
    var now = tables.position(topic, key);
    if (now == null ? seen != null : !now.equals(seen)) {
      throw new Conflict(
          "somebody else changed %s meanwhile: look at it again; nothing was changed"
              .formatted(key));
    }
  }

  /** Decides and writes, all or nothing; gives where the records stand. */
  List<String> change(Decision decision) throws Refusal, Conflict {
    oneAtATime.lock();
    try (var producer = producer()) {
      takeRight(producer);
      var writes = decision.on(tables);
      return writes.isEmpty() ? List.of() : commit(producer, writes);
    } catch (RegistryException e) {
      throw unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.retry(ErrorCode.UNKNOWN_OUTCOME, "this node is going away", LATER);
    } finally {
      oneAtATime.unlock();
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    var config = new HashMap<>(kafka);
    config.put("transactional.id", ONE_AT_A_TIME);
    config.put("client.id", ONE_AT_A_TIME);
    config.put("acks", "all");
    config.put("linger.ms", "0");
    config.put("max.block.ms", "8000");
    config.put("request.timeout.ms", "5000");
    config.put("delivery.timeout.ms", "8000");
    config.put("transaction.timeout.ms", "15000");
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private void takeRight(KafkaProducer<String, byte[]> producer)
      throws Refusal, InterruptedException {
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    config.put("default.api.timeout.ms", "8000");
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      producer.initTransactions();
      for (var topic : TOPICS) {
        var partitions =
            consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(topic.name(), info.partition()))
                .toList();
        for (var end : consumer.endOffsets(partitions).entrySet()) {
          awaitRead(topic, end.getKey().partition(), end.getValue());
        }
      }
    } catch (KafkaException e) {
      producer.close(CLOSE);
      throw unavailable();
    }
  }

  private void awaitRead(Topic topic, int partition, long position)
      throws Refusal, InterruptedException {
    if (!tables.awaitRead(topic, partition, position, PATIENCE)) {
      throw unavailable();
    }
  }

  private List<String> commit(KafkaProducer<String, byte[]> producer, List<Write> writes)
      throws Refusal, Conflict, InterruptedException {
    var sent = new ArrayList<Future<RecordMetadata>>();
    var positions = new ArrayList<String>();
    try {
      producer.beginTransaction();
      for (var write : writes) {
        sent.add(
            producer.send(new ProducerRecord<>(write.topic.name(), write.key, encoded(write))));
      }
      producer.commitTransaction();
      for (var i = 0; i < sent.size(); i++) {
        var at = sent.get(i).get();
        if (!tables.awaitRead(writes.get(i).topic, at.partition(), at.offset() + 1, PATIENCE)) {
          throw unknown(); // it is committed, and this node does not know it yet
        }
        positions.add("%s/%d/%d".formatted(at.topic(), at.partition(), at.offset()));
      }
      return positions;
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new Conflict("somebody else began to change care meanwhile: nothing was changed");
    } catch (KafkaException | ExecutionException e) {
      throw unknown();
    }
  }

  private static Refusal unknown() {
    return Refusal.retry(
        ErrorCode.UNKNOWN_OUTCOME, "not known to be done: look at it again", LATER);
  }

  private byte @Nullable [] encoded(Write write) {
    return switch (write.value) {
      case null -> null;
      case CarePatient patient -> encoded(write.topic, CarePatient.class, patient);
      case DeviceAssociations device -> encoded(write.topic, DeviceAssociations.class, device);
      case CareStaff staff -> encoded(write.topic, CareStaff.class, staff);
      case SpecificRecord other -> throw new IllegalArgumentException(other.getClass().getName());
    };
  }

  private <T extends SpecificRecord> byte[] encoded(Topic topic, Class<T> type, T value) {
    try (var values = AvroSerde.of(topic, type, registry).serializer()) {
      return values.encode(value);
    }
  }

  private static Refusal unavailable() {
    return Refusal.retry(
        ErrorCode.UNAVAILABLE, "Kafka does not answer: nothing was changed", LATER);
  }
}
