package dev.wardstream.alerts;

import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.embedded.registry.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The job beside a broker and a registry of its own, to be killed and started again. */
final class MortalJob implements AutoCloseable {
  final Cluster cluster;
  private final EmbeddedRegistry registry;
  private final Path state;
  private JobProcess process;

  private MortalJob(EmbeddedKafka kafka, Path folder) throws IOException {
    registry = EmbeddedRegistry.start(kafka.bootstrapServers());
    cluster = new Cluster(kafka, registry.local());
    state = folder.resolve("state");
    process = startProcess();
  }

  /** Starts all of it; the job's log and state are in the folder. */
  static MortalJob start(Path folder) throws IOException {
    return new MortalJob(EmbeddedKafka.builder().start(), folder);
  }

  /** The one that runs now. */
  JobProcess process() {
    return process;
  }

  /** {@code kill -9}, and a new one on the state that is left. */
  void restart() throws IOException {
    process.kill();
    process = startProcess();
  }

  /** {@code kill -9}, and a new one that finds nothing on disk. */
  void restartWithoutState() throws IOException {
    process.kill();
    deleteState();
    process = startProcess();
  }

  private JobProcess startProcess() throws IOException {
    return JobProcess.start(cluster.kafka.bootstrapServers(), registry.uri(), state);
  }

  private void deleteState() throws IOException {
    if (Files.exists(state)) {
      try (var files = Files.walk(state)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void close() {
    process.close();
    registry.close();
    cluster.close();
  }
}
