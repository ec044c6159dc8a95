package dev.wardstream.alerts;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The job as a process of its own, which can be killed for real. */
final class JobProcess implements AutoCloseable {
  /** Its consumer group: the default application id. */
  static final String GROUP = "wardstream-alerts";

  private static final Pattern PORT =
      Pattern.compile("port=\"(\\d+)\" health and metrics are served");

  private final Process process;
  private final Path log;

  private JobProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts one that never lets time pass by itself: its output depends on its input alone. */
  static JobProcess start(String bootstrapServers, URI registry, Path stateFolder)
      throws IOException {
    return start(
        bootstrapServers, registry, stateFolder, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
  }

  /** The same with JVM options of its own. */
  static JobProcess start(
      String bootstrapServers, URI registry, Path stateFolder, List<String> options)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(AlertStreams.class.getName());
    var builder = new ProcessBuilder(command);
    var settings = builder.environment();
    settings.put("WARDSTREAM_ALERTS_BOOTSTRAP_SERVERS", bootstrapServers);
    settings.put("WARDSTREAM_ALERTS_REGISTRY_URL", registry.toString());
    settings.put("WARDSTREAM_ALERTS_STATE_FOLDER", stateFolder.toString());
    settings.put("WARDSTREAM_ALERTS_STANDBYS", "0");
    settings.put("WARDSTREAM_ALERTS_PORT", "0");
    settings.put("WARDSTREAM_ALERTS_GRACE", "PT1H");
    var log = stateFolder.resolveSibling("job.log");
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    return new JobProcess(builder.start(), log);
  }

  /** Number of the process. */
  long pid() {
    return process.pid();
  }

  /** {@code SIGTERM}, and waits until it is gone. */
  void stop() {
    process.destroy();
    awaitEnd();
  }

  /** {@code kill -9}, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Fails, with what the process said, when it has ended by itself. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("the job has ended:\n" + Files.readString(log));
    }
  }

  /** Where it answers its operators; waits until it does. */
  int port() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              requireAlive();
              return PORT.matcher(Files.readString(log))
                  .results()
                  .mapToInt(found -> Integer.parseInt(found.group(1)))
                  .reduce(0, (_, newest) -> newest);
            },
            port -> port > 0);
  }

  @Override
  public void close() {
    kill();
  }
}
