package dev.wardstream.alerts;

import dev.wardstream.edge.Backends;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/**
 * How many readings a second one stream thread takes from a backlog, broker in the same process.
 * Started by hand; docs/topology.md says how.
 */
final class MeasureRate {
  private static final int PATIENTS = 1_000;
  private static final String GROUP = "measure";

  private MeasureRate() {}

  static void main(String[] args) throws IOException, InterruptedException {
    int seconds = Integer.parseInt(args[0]);
    try (var cluster = new Cluster(EmbeddedKafka.builder().start(), new InMemoryRegistry())) {
      var start = Instant.now().minusSeconds(seconds);
      var random = new Random(1);
      for (int second = 0; second < seconds; second++) {
        for (int p = 0; p < PATIENTS; p++) {
          var put = MeasureCost.put(start, second, random);
          var _ =
              cluster.writeLater(
                  Topics.VITALS_READINGS,
                  "patient-%04d".formatted(p),
                  put,
                  start.plusSeconds(second));
        }
      }
      cluster.flush();
      measure(cluster, seconds * PATIENTS);
    }
  }

  private static void measure(Cluster cluster, int puts) throws IOException, InterruptedException {
    var config =
        new AlertsConfig(
            Backends.of(cluster.kafka.bootstrapServers(), URI.create("http://unused.invalid")),
            GROUP,
            Files.createTempDirectory("measure"),
            new AlertsConfig.Capacity(1, 0),
            Duration.ofHours(1));
    try (var alerts =
        AlertStreams.open(
            config, cluster.registry, new SimpleMeterRegistry(), InstantSource.system())) {
      alerts.start();
      long first = 0;
      long at = 0;
      long done = 0;
      long cpu = 0;
      while (done < puts) {
        Thread.sleep(100);
        done = cluster.processed(GROUP, Topics.VITALS_READINGS);
        if (first == 0 && done > puts / 5) {
          first = done;
          at = System.nanoTime();
          cpu = streamThreadCpu();
        }
      }
      double elapsed = (System.nanoTime() - at) / 1e9;
      System.out.printf(
          "%d puts of 4 readings: %.0f puts/s, %.0f readings/s, stream thread %.1f us CPU per put%n",
          puts,
          (puts - first) / elapsed,
          4 * (puts - first) / elapsed,
          (streamThreadCpu() - cpu) / 1e3 / (puts - first));
    }
  }

  private static long streamThreadCpu() {
    var threads = ManagementFactory.getThreadMXBean();
    long total = 0;
    for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && info.getThreadName().contains("StreamThread-1")) {
        total += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
      }
    }
    return total;
  }
}
