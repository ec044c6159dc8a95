package dev.wardstream.benchmarks;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.RegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;

/**
 * Puts of four vitals per second of the alert job on a log that is already there, beside a Kafka
 * Streams count of the same log in the same run: one thread and exactly once both. The rate is that
 * of the second half of the log; the first warms up.
 */
final class EngineBenchmark {
  /** A patient's saturation falls low every five minutes. */
  static final Signal SIGNAL = new Signal(300);

  private static final int BEDS = 1_000;

  private final long readings;
  private final String brokers;
  private final String registry;
  private final Report report =
      new Report("Engine", "what", "puts/s", "values/s", "CPU s per million puts", "of the count");
  private double counted;

  private EngineBenchmark(long readings, Child kafka) {
    this.readings = readings;
    this.brokers = kafka.ready().get(0);
    this.registry = kafka.ready().get(1);
  }

  /** Measures with a log of so many puts of {@value #BEDS} patients. */
  static void run(long readings) {
    try (var kafka = Child.start("1g", KafkaPart.class)) {
      new EngineBenchmark(readings, kafka).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the progress cannot be told", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() throws IOException, ExecutionException, InterruptedException {
    fill();
    var folder = Files.createTempDirectory("wardstream-engine-");
    try {
      for (var cache : new String[] {"uncached", "cached"}) {
        try (var part = Child.start("512m", CountPart.class, brokers, folder, cache)) {
          measure("one-store count, " + cache, part, CountPart.group(cache));
        }
      }
      try (var part = Child.start("512m", AlertsPart.class, brokers, registry, folder)) {
        measure("alert-streams", part, AlertsPart.GROUP);
      }
    } finally {
      delete(folder);
    }
    report.print();
  }

  /** One second of every bed after the other; the last arrived just now. */
  private void fill() {
    long begin = System.currentTimeMillis() - 1_000 * (readings / BEDS);
    try (var client = new RegistryClient(URI.create(registry));
        var log = LogWriter.to(brokers)) {
      var serializer =
          AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, client).serializer();
      for (long i = 0; i < readings; i++) {
        int bed = (int) (i % BEDS);
        long second = i / BEDS;
        long time = begin + 1_000 * second + bed * 1_000L / BEDS;
        var value = serializer.encode(SIGNAL.monitored(bed, second, time));
        log.write(Topics.VITALS_READINGS, Beds.patient(bed), value, time);
      }
    }
  }

  private void measure(String what, Child part, String group)
      throws ExecutionException, InterruptedException {
    try (var progress = new GroupProgress(brokers, group, Topics.VITALS_READINGS)) {
      long from = progress.await(readings / 2);
      var before = part.cpu();
      long begin = System.nanoTime();
      progress.await(readings);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double cpu = part.cpu().minus(before).toNanos() / 1e9;
      long count = readings - from;
      double rate = count / seconds;
      counted = counted == 0 ? rate : counted;
      report.row(
          what, rate, rate * Signal.MONITORED, cpu * 1e6 / count, "%.2f".formatted(rate / counted));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
