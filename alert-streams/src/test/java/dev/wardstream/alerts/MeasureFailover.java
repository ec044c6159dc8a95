package dev.wardstream.alerts;

import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.embedded.registry.EmbeddedRegistry;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.Vital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The longest time any patient goes unwatched when one of two instances, each a process of its own,
 * is killed or stopped: from one vitals.latest to the next, at a reader of committed records.
 * Started by hand; docs/topology.md says how.
 */
final class MeasureFailover {
  private static final int PATIENTS = 30;

  private final Cluster cluster;
  private final EmbeddedRegistry registry;
  private final Path folder;
  private final Map<String, Long> heard = new HashMap<>();
  private long seq;

  private MeasureFailover(Cluster cluster, EmbeddedRegistry registry, Path folder) {
    this.cluster = cluster;
    this.registry = registry;
    this.folder = folder;
  }

  static void main(String[] args) throws IOException {
    var kafka = EmbeddedKafka.builder().start();
    try (var registry = EmbeddedRegistry.start(kafka.bootstrapServers());
        var cluster = new Cluster(kafka, registry.local());
        var devices = Executors.newSingleThreadScheduledExecutor()) {
      var measure = new MeasureFailover(cluster, registry, Files.createTempDirectory("failover"));
      var feeding = devices.scheduleAtFixedRate(measure::feed, 0, 250, TimeUnit.MILLISECONDS);
      measure.run();
      feeding.cancel(true);
    }
  }

  private void run() throws IOException {
    var settings = new HashMap<String, Object>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.kafka.bootstrapServers());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    try (var consumer =
            new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var _ = start("stays")) {
      consumer.assign(
          consumer.partitionsFor(Topics.VITALS_LATEST.name()).stream()
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList());
      watch(consumer, "start", 20);
      var dies = start("dies");
      watch(consumer, "second instance joins", 30);
      watch(consumer, "nothing happens", 20);
      dies.kill();
      watch(consumer, "kill -9 of one", 40);
      var leaves = start("dies");
      watch(consumer, "it comes back", 30);
      leaves.stop();
      watch(consumer, "SIGTERM of one", 40);
    }
  }

  private JobProcess start(String name) throws IOException {
    return JobProcess.start(cluster.kafka.bootstrapServers(), registry.uri(), folder.resolve(name));
  }

  private void feed() {
    seq++;
    for (int p = 0; p < PATIENTS; p++) {
      var patient = "patient-" + p;
      var now = Instant.now();
      var put = Given.reading("mon-" + p, seq, now, Vital.SPO2, "97");
      var _ = cluster.writeLater(Topics.VITALS_READINGS, patient, put, now);
    }
  }

  private void watch(KafkaConsumer<String, byte[]> consumer, String what, int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long longest = 0;
    while (System.nanoTime() < end) {
      for (var record : consumer.poll(Duration.ofMillis(50))) {
        long now = System.nanoTime();
        var before = heard.put(record.key(), now);
        longest = before == null ? longest : Math.max(longest, now - before);
      }
    }
    System.out.printf("%-24s longest stall of any patient %.1f s%n", what, longest / 1e9);
  }
}
