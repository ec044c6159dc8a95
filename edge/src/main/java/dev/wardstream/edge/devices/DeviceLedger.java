package dev.wardstream.edge.devices;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.EnrolledDevice;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Changes rows of {@code devices}, one after another on the whole cluster: all who change share one
 * transactional id, so whoever begins takes the right away from whoever has not committed. A code
 * is thus used once, whichever nodes it is shown to.
 *
 * <p>Any thread that may wait; rare, and takes a few round trips to Kafka.
 */
final class DeviceLedger {
  private static final String ONE_AT_A_TIME = "wardstream-devices";
  private static final int ATTEMPTS = 5;
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;
  private final SchemaRegistry registry;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  DeviceLedger(Map<String, Object> kafka, SchemaRegistry registry) {
    this.kafka = Map.copyOf(kafka);
    this.registry = registry;
  }

  /** What becomes of a row. */
  interface Change {
    /**
     * The row after the change.
     *
     * @param now the row before; null when there is none
     */
    EnrolledDevice of(@Nullable EnrolledDevice now) throws NotEnrolled;
  }

  /**
   * Changes the row of a device; it is committed when this returns.
   *
   * @throws NotEnrolled when the change refuses; nothing is written then
   * @throws KafkaException when Kafka does not answer, or others change rows all the time
   */
  EnrolledDevice change(String device, Change change) throws NotEnrolled {
    oneAtATime.lock();
    try {
      for (var attempt = 1; ; attempt++) {
        try {
          return attempt(device, change);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
          if (attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private EnrolledDevice attempt(String device, Change change) throws NotEnrolled {
    try (var producer = producer();
        var values = AvroSerde.of(Topics.DEVICES, EnrolledDevice.class, registry).serializer()) {
      producer.initTransactions();
      var next = change.of(newest(device));
      producer.beginTransaction();
      var _ =
          producer.send(new ProducerRecord<>(Topics.DEVICES.name(), device, values.encode(next)));
      producer.commitTransaction();
      return next;
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    var config = new HashMap<>(kafka);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ONE_AT_A_TIME);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, ONE_AT_A_TIME);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** The newest committed row: nobody else can commit any more. */
  private @Nullable EnrolledDevice newest(String device) {
    var config = new HashMap<>(kafka);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    var values = AvroSerde.of(Topics.DEVICES, EnrolledDevice.class, registry).deserializer();
    var deadline = System.nanoTime() + REQUEST.toNanos();
    @Nullable EnrolledDevice newest = null;
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partition =
          partition(consumer.partitionsFor(Topics.DEVICES.name(), REQUEST).size(), device);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var end = consumer.endOffsets(List.of(partition), REQUEST).getOrDefault(partition, 0L);
      while (consumer.position(partition, REQUEST) < end) {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException("the table of devices could not be read in " + REQUEST);
        }
        for (var record : consumer.poll(POLL)) {
          if (record.key().equals(device)) {
            newest = record.value() == null ? null : values.decode(record.value());
          }
        }
      }
    }
    return newest;
  }

  private static TopicPartition partition(int count, String device) {
    var hash = Utils.murmur2(device.getBytes(StandardCharsets.UTF_8));
    return new TopicPartition(Topics.DEVICES.name(), Utils.toPositive(hash) % count);
  }
}
