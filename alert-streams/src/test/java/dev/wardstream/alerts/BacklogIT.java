package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wardstream.edge.Backends;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten minutes of readings wait in the log when the job starts: that is not silence. */
class BacklogIT {
  private static final int PATIENTS = 8;
  private static final int SECONDS = 600;

  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(SECONDS);

  private final Queue<Future<RecordMetadata>> sent = new ConcurrentLinkedQueue<>();
  private final AtomicLong seq = new AtomicLong(SECONDS);
  private final ScheduledExecutorService devices = Executors.newSingleThreadScheduledExecutor();
  @TempDir private Path folder;
  private Cluster cluster;

  @BeforeEach
  void startCluster() {
    cluster = new Cluster(EmbeddedKafka.builder().start(), new InMemoryRegistry());
  }

  @AfterEach
  void stopCluster() {
    devices.shutdownNow();
    cluster.close();
  }

  @Test
  void alarmsOnlyTheSignalThatIsReallyLostWhileItCatchesUp() {
    for (int p = 0; p < PATIENTS; p++) {
      associate("patient-" + p);
    }
    associate("gone");
    for (int second = 0; second < SECONDS; second++) {
      send(second + 1, start.plusSeconds(second));
    }
    sent.forEach(Cluster::done);
    var feeding =
        devices.scheduleAtFixedRate(
            () -> send(seq.incrementAndGet(), Instant.now().truncatedTo(ChronoUnit.MILLIS)),
            0,
            1,
            TimeUnit.SECONDS);

    try (var alerts = startJob()) {
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> lost().stream().anyMatch(its -> its.getPatient().equals("gone")));
      awaitOneMoreMinuteOfTheLog();

      assertThat(lost())
          .singleElement()
          .satisfies(its -> {
            assertThat(its.getPatient()).isEqualTo("gone");
            assertThat(its.getEventTime()).isEqualTo(start.plusSeconds(30));
          });
      assertThat(feeding.isDone()).as("a device gave up").isFalse();
      assertThat(alerts.ready()).isTrue();
    }
  }

  /** A second patient falls silent now: when that is noticed, time has passed everywhere. */
  private void awaitOneMoreMinuteOfTheLog() {
    cluster.write(
        Topics.CARE_ASSOCIATIONS,
        "mon-probe",
        Given.measures("probe", Instant.now().minusSeconds(29), Vital.HR),
        Instant.now());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> events().stream().anyMatch(its -> its.getPatient().equals("probe")));
  }

  private AlertStreams startJob() {
    var config =
        new AlertsConfig(
            Backends.of(cluster.kafka.bootstrapServers(), URI.create("http://unused.invalid")),
            "backlog-it",
            folder,
            new AlertsConfig.Capacity(1, 0),
            Duration.ZERO);
    var alerts =
        AlertStreams.open(
            config, cluster.registry, new SimpleMeterRegistry(), InstantSource.system());
    alerts.start();
    return alerts;
  }

  private void associate(String patient) {
    cluster.write(
        Topics.CARE_ASSOCIATIONS,
        "mon-" + patient,
        Given.measures(patient, start, Vital.SPO2),
        start);
  }

  private void send(long number, Instant at) {
    for (int p = 0; p < PATIENTS; p++) {
      var patient = "patient-" + p;
      var put = Given.reading("mon-" + patient, number, at, Vital.SPO2, "97");
      sent.add(cluster.writeLater(Topics.VITALS_READINGS, patient, put, at));
    }
  }

  private List<AlertEvent> lost() {
    return events().stream()
        .filter(its -> its.getFamily().equals("SIGNAL_LOST:SPO2"))
        .filter(its -> its.getType() == AlertEventType.RAISED)
        .toList();
  }

  private List<AlertEvent> events() {
    return cluster.read(Topics.ALERTS_EVENTS, AlertEvent.class).stream()
        .flatMap(its -> its.value().stream())
        .toList();
  }
}
