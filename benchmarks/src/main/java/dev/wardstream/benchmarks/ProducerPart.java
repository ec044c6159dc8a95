package dev.wardstream.benchmarks;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.InMemoryRegistry;

/**
 * The baseline of the log: a bare producer that sends Avro bytes made beforehand. Asked for a
 * number it sends as many and answers the nanoseconds it took and how many failed.
 */
final class ProducerPart {
  private static final int PATIENTS = IngestPart.DEVICES;

  private ProducerPart() {}

  static void main(String[] arguments) {
    try (var log = LogWriter.to(arguments[0])) {
      Child.serve("", question -> run(log, Long.parseLong(question)));
    }
  }

  private static String run(LogWriter log, long count) {
    var value = value();
    long begin = System.nanoTime();
    for (long i = 0; i < count; i++) {
      log.write(Topics.VITALS_READINGS, Beds.patient((int) (i % PATIENTS)), value);
    }
    long failed = log.flush();
    return System.nanoTime() - begin + " " + failed;
  }

  /** What the ingest service writes for one put of {@link IngestBenchmark}. */
  private static byte[] value() {
    return AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, new InMemoryRegistry())
        .serializer()
        .encode(IngestBenchmark.SIGNAL.record(7, 1_050, System.currentTimeMillis()));
  }
}
