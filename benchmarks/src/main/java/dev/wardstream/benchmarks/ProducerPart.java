package dev.wardstream.benchmarks;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The baseline of the log: a bare idempotent producer with {@code acks=all} that sends Avro bytes
 * made beforehand. Asked {@code run N} it sends N records with at most 1,000 unacknowledged.
 */
final class ProducerPart {
  private static final int IN_FLIGHT = 1_000;
  private static final int PATIENTS = 64;

  private ProducerPart() {}

  static void main(String[] arguments) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            arguments[0],
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class);
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      Child.serve("", question -> run(producer, Long.parseLong(question.substring(4))));
    }
  }

  private static String run(KafkaProducer<byte[], byte[]> producer, long count) {
    var value = value();
    var window = new Semaphore(IN_FLIGHT);
    var failed = new AtomicLong();
    long begin = System.nanoTime();
    for (long i = 0; i < count; i++) {
      var key = ("p-" + i % PATIENTS).getBytes(StandardCharsets.UTF_8);
      window.acquireUninterruptibly();
      var unused =
          producer.send(
              new ProducerRecord<>(Topics.VITALS_READINGS.name(), key, value),
              (metadata, failure) -> {
                window.release();
                if (failure != null) {
                  failed.incrementAndGet();
                }
              });
    }
    window.acquireUninterruptibly(IN_FLIGHT);
    return Duration.ofNanos(System.nanoTime() - begin).toNanos() + " " + failed.get();
  }

  /** What the ingest service writes for the put of {@link IngestBenchmark}. */
  static byte[] value() {
    var reading =
        new Reading(
            Instant.now(),
            List.of(
                new Measurement(Vital.HR, "72", null),
                new Measurement(Vital.RR, "16", null),
                new Measurement(Vital.SPO2, "97", null)));
    var record = new DeviceReadings("mon-7", 1_763_719_200L, 1_051L, List.of(reading));
    return AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, new InMemoryRegistry())
        .serializer()
        .encode(record);
  }
}
