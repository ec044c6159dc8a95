package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.Vital;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever dies in between, the alerts are those of a run in which nothing died. */
class RestartIT {
  private static final int PATIENTS = 12;
  private static final int SECONDS = 1_200;
  private static final int KILLS = 3;

  /** Recent enough not to be deleted by age while the test runs. */
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3_600);

  private final Random random = new Random(4711);
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  @TempDir private Path folder;
  private Cluster cluster;
  private MortalJob job;
  private Said said;

  @BeforeEach
  void startCluster() throws IOException {
    job = MortalJob.start(folder);
    cluster = job.cluster;
    said = new Said(cluster, Duration.ofMinutes(5));
  }

  @AfterEach
  void stopCluster() {
    job.close();
  }

  @Test
  void saysTheSameAfterKillsWithStateOnDisk() throws IOException {
    writeWhileKilling(false);
  }

  @Test
  void saysTheSameAfterKillsWithItsStateLost() throws IOException {
    writeWhileKilling(true);
  }

  private void writeWhileKilling(boolean stateLost) throws IOException {
    for (int kill = 1; kill <= KILLS; kill++) {
      int before = said.count();
      write(SECONDS * (kill - 1) / KILLS, SECONDS * kill / KILLS);
      awaitMoreThan(before);
      if (stateLost) {
        job.restartWithoutState();
      } else {
        job.restart();
      }
    }
    assertSaysWhatTheEngineSays();
  }

  @Test
  void saysTheSameWhenTheBrokerStopsAndStartsAgain() throws IOException {
    write(0, SECONDS / 2);
    awaitMoreThan(0);

    cluster.kafka.stop();
    cluster.kafka.start();
    write(SECONDS / 2, SECONDS);

    assertSaysWhatTheEngineSays();
  }

  private void assertSaysWhatTheEngineSays() throws IOException {
    sent.forEach(Cluster::done);
    var log = ReadingsLog.of(cluster);
    var expected = log.events();
    int count = expected.values().stream().mapToInt(List::size).sum();
    assertThat(count).as("the ward was eventful").isGreaterThan(100);
    said.awaitReflected(log.newest(), job.process());
    said.requireSame(expected);
    job.process().requireAlive();
  }

  private void awaitMoreThan(int events) {
    said.await(job.process(), () -> said.count() > events);
  }

  /** A restless ward: saturations wander, puts come twice, devices fall silent for a while. */
  private void write(int fromSecond, int toSecond) {
    for (int second = fromSecond; second < toSecond; second++) {
      for (int p = 0; p < PATIENTS; p++) {
        boolean silent = (second / 60 + p) % 7 == 0;
        if (!silent) {
          var value = Integer.toString(91 + (second / (20 + p)) % 3 * -7 + random.nextInt(3));
          var at = start.plusSeconds(second);
          send("patient-" + p, second + 1, at, value);
          if (random.nextInt(10) == 0) {
            send("patient-" + p, second + 1, at, value);
          }
        }
      }
    }
    cluster.flush();
  }

  private void send(String patient, long seq, Instant at, String value) {
    var put = Given.reading("mon-" + patient, seq, at, Vital.SPO2, value);
    sent.add(cluster.writeLater(Topics.VITALS_READINGS, patient, put, at));
  }
}
