package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.alerts.Cluster.Found;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Vital;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings are moved to their patients once and in order, though the job is killed meanwhile. */
class RehomingIT {
  private static final int DEVICES = 2;
  private static final long PUTS = 3_000;

  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(7_200);
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  @TempDir private Path folder;
  private Cluster cluster;
  private MortalJob job;
  private Said said;

  @BeforeEach
  void startCluster() throws IOException {
    job = MortalJob.start(folder);
    cluster = job.cluster;
    said = new Said(cluster, Duration.ofMinutes(2));
  }

  @AfterEach
  void stopCluster() {
    job.close();
  }

  @Test
  void movesOnceAndInOrderThoughTheJobIsKilledInBetween() throws IOException, InterruptedException {
    for (int device = 0; device < DEVICES; device++) {
      write(device, 1, PUTS);
    }
    sent.forEach(Cluster::done);
    for (int device = 0; device < DEVICES; device++) {
      associate(device);
    }
    said.await(
        job.process(), () -> cluster.ends(Topics.VITALS_READINGS) > 0); // the first slices of many
    job.restart();
    write(0, PUTS + 1, PUTS + 10);
    said.await(job.process(), () -> moved().size() == DEVICES * PUTS + 10);

    assertThat(seqs("patient-0")).isEqualTo(LongStream.rangeClosed(1, PUTS + 10).boxed().toList());
    assertThat(seqs("patient-1")).isEqualTo(LongStream.rangeClosed(1, PUTS).boxed().toList());
    assertSaysWhatTheEngineSays();
    assertTellsItsOperators();
  }

  /** Its grace is an hour: it runs, and says that silence is not watched. */
  private void assertTellsItsOperators() throws IOException, InterruptedException {
    var base = "http://127.0.0.1:" + job.process().port();
    try (var http = HttpClient.newHttpClient()) {
      var live = http.send(get(base + "/health/live"), BodyHandlers.ofString());
      var ready = http.send(get(base + "/health/ready"), BodyHandlers.ofString());
      var metrics = http.send(get(base + "/metrics"), BodyHandlers.ofString());

      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .isEqualTo(
              "{\"ready\":false,\"why\":{\"horizon\":\"silence is not watched yet: edges and"
                  + " devices may hold readings back\"}}");
      assertThat(metrics.body())
          .contains("\nwardstream_alerts_unassigned_total{outcome=\"moved\"}")
          .contains("\nwardstream_alerts_delay_seconds_bucket{le=\"0.5\"}")
          .contains("\nwardstream_alerts_horizon_age_seconds ", "\nwardstream_alerts_lag ")
          .contains("\nwardstream_alerts_running 1", "\nwardstream_alerts_restoring 0")
          .contains("\njvm_memory_used_bytes", "\nkafka_stream_")
          .doesNotContain("patient-0", "mon-0");
    }
  }

  private static HttpRequest get(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).build();
  }

  /** Alerts from moved readings are those of the pure engine over the log as it now is. */
  private void assertSaysWhatTheEngineSays() {
    var expected = ReadingsLog.of(cluster).events();
    int count = expected.values().stream().mapToInt(List::size).sum();
    assertThat(count).isPositive();
    said.await(job.process(), () -> said.count() >= count);
    said.requireSame(expected);
  }

  private void write(int device, long first, long last) {
    for (long seq = first; seq <= last; seq++) {
      var at = start.plusSeconds(seq);
      var value = seq / 300 % 2 == 0 ? "97" : "87";
      var put = Given.reading("mon-" + device, seq, at, Vital.SPO2, value);
      sent.add(cluster.writeLater(Topics.VITALS_UNASSIGNED, "mon-" + device, put, at));
    }
    cluster.flush();
  }

  private void associate(int device) {
    cluster.write(
        Topics.CARE_ASSOCIATIONS,
        "mon-" + device,
        Given.measures("patient-" + device, start),
        start.plusSeconds(PUTS + 100));
  }

  private List<Found<DeviceReadings>> moved() {
    return cluster.read(Topics.VITALS_READINGS, DeviceReadings.class);
  }

  private List<Long> seqs(String patient) {
    return moved().stream()
        .filter(its -> its.key().equals(patient))
        .map(its -> its.value().orElseThrow().getSeq())
        .toList();
  }
}
