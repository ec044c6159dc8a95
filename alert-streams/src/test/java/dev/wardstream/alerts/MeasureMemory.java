package dev.wardstream.alerts;

import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.embedded.registry.EmbeddedRegistry;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How much memory one process needs for many patients of whom a put with four vitals comes every
 * second, in real time. Started by hand; docs/topology.md says how.
 */
final class MeasureMemory {
  private static final List<String> OPTIONS = List.of("-Xmx1g");

  private MeasureMemory() {}

  static void main(String[] args) throws IOException {
    int patients = Integer.parseInt(args[0]);
    int seconds = Integer.parseInt(args[1]);
    var kafka = EmbeddedKafka.builder().start();
    try (var registry = EmbeddedRegistry.start(kafka.bootstrapServers());
        var cluster = new Cluster(kafka, registry.local());
        var job =
            JobProcess.start(
                kafka.bootstrapServers(),
                registry.uri(),
                Files.createTempDirectory("measure").resolve("state"),
                OPTIONS)) {
      write(cluster, job, patients, seconds);
    }
  }

  private static void write(Cluster cluster, JobProcess job, int patients, int seconds)
      throws IOException {
    var random = new Random(1);
    var start = Instant.now();
    var serde = AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, cluster.registry);
    try (var serializer = serde.serializer()) {
      for (int second = 0; second < seconds; second++) {
        var at = start.plusSeconds(second);
        while (Instant.now().isBefore(at)) {
          LockSupport.parkNanos(Duration.between(Instant.now(), at).toNanos());
        }
        for (int p = 0; p < patients; p++) {
          var put = serializer.encode(MeasureCost.put(start, second, random));
          var _ = cluster.send(Topics.VITALS_READINGS, "patient-%05d".formatted(p), put, at);
        }
        cluster.flush();
        if ((second + 1) % 30 == 0) {
          long sent = (second + 1L) * patients;
          print(
              job, second + 1, sent - cluster.processed(JobProcess.GROUP, Topics.VITALS_READINGS));
        }
      }
    }
  }

  private static void print(JobProcess job, int seconds, long behind) throws IOException {
    var status = Files.readAllLines(Path.of("/proc", Long.toString(job.pid()), "status"));
    System.out.printf(
        "after %d s: %d puts behind; resident %s, at most %s; %s of CPU%n",
        seconds,
        behind,
        field(status, "VmRSS:"),
        field(status, "VmHWM:"),
        ProcessHandle.of(job.pid())
            .flatMap(its -> its.info().totalCpuDuration())
            .map(cpu -> cpu.toMillis() / TimeUnit.SECONDS.toMillis(1) + " s")
            .orElse("?"));
  }

  private static String field(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse("?");
  }
}
