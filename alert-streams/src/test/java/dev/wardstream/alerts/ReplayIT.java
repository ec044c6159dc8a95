package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recordings of intensive care, through a job that is killed at any moment: what is said is what
 * the pure engine says of the same log. Small by default; {@code -Dwardstream.replay.beds}, {@code
 * .seconds}, {@code .kills} and {@code .seed} make it large, {@code .every} is the number of
 * seconds that devices gather into a put.
 */
@Tag("slow")
class ReplayIT {
  private static final Path RECORDINGS = Path.of("..", "demo-data", "bidmc");
  private static final int BEDS = Integer.getInteger("wardstream.replay.beds", 8);
  private static final int SECONDS = Integer.getInteger("wardstream.replay.seconds", 480);
  private static final int EVERY = Integer.getInteger("wardstream.replay.every", 1);
  private static final int KILLS = Integer.getInteger("wardstream.replay.kills", 3);
  private static final long SEED = Long.getLong("wardstream.replay.seed", 11);

  /** So many puts are on their way at most. */
  private static final int UNSETTLED = 50_000;

  /** In the order of a recording's columns. */
  private static final List<Vital> COLUMNS = List.of(Vital.HR, Vital.PULSE, Vital.RR, Vital.SPO2);

  /** Recent enough not to be deleted by age while the test runs. */
  private final Instant start =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3_600L + SECONDS);

  private final Random random = new Random(SEED);
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private long written;
  private final List<List<String>> recordings = new ArrayList<>();
  private final Map<Integer, List<Reading>> keptBack = new HashMap<>();
  @TempDir private Path folder;
  private Cluster cluster;
  private MortalJob job;

  @BeforeEach
  void start() throws IOException {
    try (var files = Files.list(RECORDINGS)) {
      for (var file :
          files.filter(its -> its.toString().endsWith("_Numerics.csv")).sorted().toList()) {
        recordings.add(Files.readAllLines(file).stream().skip(1).toList());
      }
    }
    job = MortalJob.start(folder);
    cluster = job.cluster;
  }

  @AfterEach
  void stop() {
    job.close();
  }

  @Test
  void saysWhatTheEngineSaysWheneverItIsKilled() throws IOException {
    var killAt = random.ints(KILLS, SECONDS / 8, SECONDS).sorted().boxed().toList();
    var said = new Said(cluster, Duration.ofMinutes(2 + SECONDS * (long) BEDS / 60_000));
    for (int second = 0; second < SECONDS; second++) {
      for (int bed = 0; bed < BEDS; bed++) {
        second(bed, second);
      }
      if (killAt.contains(second)) {
        settle();
        long before = processed();
        long amid = before + 1 + random.nextLong(written - before);
        said.await(job.process(), () -> processed() >= amid);
        job.restart();
      }
    }
    settle();
    said.await(job.process(), () -> processed() == written);
    var log = ReadingsLog.of(cluster);
    assertThat(log.events().values().stream().mapToInt(List::size).sum()).isGreaterThan(BEDS);
    said.requireSame(log.events());
  }

  private long processed() {
    return cluster.processed(JobProcess.GROUP, Topics.VITALS_READINGS);
  }

  /** Waits until the log has everything that was sent. */
  private void settle() {
    sent.forEach(Cluster::done);
    sent.clear();
  }

  /** One second of a bed, which is sometimes kept back for a while and sometimes sent twice. */
  private void second(int bed, int second) {
    var reading = reading(bed, second);
    var gathered = keptBack.computeIfAbsent(bed, _ -> new ArrayList<>());
    if (!reading.getValues().isEmpty()) {
      gathered.add(reading);
    }
    boolean last = second == SECONDS - 1;
    if (!last && gathered.size() < EVERY) {
      return;
    }
    if (!last && (random.nextInt(60) == 0 || (gathered.size() > EVERY && random.nextInt(20) > 0))) {
      return;
    }
    if (!gathered.isEmpty()) {
      var put = new DeviceReadings("mon-" + bed, 1L, second + 1L, List.copyOf(gathered), 0);
      send(bed, put, start.plusSeconds(second));
      if (random.nextInt(50) == 0) {
        send(bed, put, start.plusSeconds(second));
      }
      gathered.clear();
    }
  }

  /** Each further bed plays a recording from another second on, in a circle. */
  private Reading reading(int bed, int second) {
    var recording = recordings.get(bed % recordings.size());
    var row = recording.get((second + 61 * (bed / recordings.size())) % recording.size());
    var cells = row.split(",", -1);
    var values = new ArrayList<Measurement>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      var text = cells[i + 1].strip();
      if (!text.isEmpty() && !text.equals("NaN")) {
        values.add(new Measurement(COLUMNS.get(i), text, null));
      }
    }
    return new Reading(start.plusSeconds(second), values, ReadingStatus.FINAL, null);
  }

  private void send(int bed, DeviceReadings put, Instant at) {
    var patient = "patient-" + bed;
    sent.add(cluster.writeLater(Topics.VITALS_READINGS, patient, put, at));
    written++;
    if (sent.size() == UNSETTLED) {
      settle();
    }
  }
}
