package dev.wardstream.alerts;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a put with four vitals costs in bytes, by the topology without a broker. Started by hand;
 * docs/topology.md says how.
 */
final class MeasureCost {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int SECONDS = 1_800;
  private static final List<String> TOPICS =
      List.of(
          "wardstream-alerts-patients-changelog",
          "wardstream-alerts-patients-rarely-changelog",
          "wardstream-alerts-journal-changelog",
          Topics.VITALS_LATEST.name(),
          Topics.VITALS_WINDOWS.name(),
          Topics.ALERTS_EVENTS.name(),
          Topics.ALERTS_ACTIVE.name());

  private MeasureCost() {}

  static void main(String[] args) throws IOException {
    var random = new Random(1);
    try (var job = new JobSimulation(Files.createTempDirectory("measure"), NOON)) {
      long begin = System.nanoTime();
      for (int second = 0; second < SECONDS; second++) {
        job.write(
            Topics.VITALS_READINGS,
            "patient-0001",
            put(NOON, second, random),
            NOON.plusSeconds(second));
      }
      System.out.printf(
          "%d puts of 4 vitals, %.0f puts/s%n",
          SECONDS, SECONDS / ((System.nanoTime() - begin) / 1e9));
      TOPICS.forEach(topic -> print(topic, job));
    }
  }

  private static void print(String topic, JobSimulation job) {
    var records = job.raw(topic);
    long keys = records.stream().mapToLong(its -> its.key().length).sum();
    long values =
        records.stream().mapToLong(its -> its.value() == null ? 0 : its.value().length).sum();
    System.out.printf(
        "%-40s records/put %.2f  bytes/put key %.1f value %.1f  last value %d%n",
        topic,
        records.size() / (double) SECONDS,
        keys / (double) SECONDS,
        values / (double) SECONDS,
        records.isEmpty() || records.getLast().value() == null
            ? 0
            : records.getLast().value().length);
  }

  static DeviceReadings put(Instant start, long second, Random random) {
    var values = new ArrayList<Measurement>();
    values.add(new Measurement(Vital.HR, Integer.toString(70 + random.nextInt(20)), null));
    values.add(new Measurement(Vital.RR, Integer.toString(12 + random.nextInt(8)), null));
    values.add(new Measurement(Vital.SPO2, Integer.toString(94 + random.nextInt(6)), null));
    values.add(new Measurement(Vital.PULSE, Integer.toString(70 + random.nextInt(20)), null));
    return new DeviceReadings(
        "monitor-0001",
        1L,
        second + 1,
        List.of(new Reading(start.plusSeconds(second), values, ReadingStatus.FINAL, null)),
        0);
  }
}
