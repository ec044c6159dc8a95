package dev.wardstream.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code wardstream up} needs with the settings of the front door: time to be ready, heap that
 * is live after a full collection, resident memory before that, and CPU while it runs.
 */
final class FootprintBenchmark {
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final String READY = "http://127.0.0.1:";

  private final Report report =
      new Report(
          "Footprint of `wardstream up`",
          "what",
          "ready after s",
          "live heap MiB",
          "RSS MiB",
          "CPU % of one core");

  private FootprintBenchmark() {}

  /** Looks after so many seconds, once without anything to do and once with the demo ward. */
  static void run(int seconds) {
    var benchmark = new FootprintBenchmark();
    try {
      benchmark.measure("at rest (`--no-demo`)", seconds, "--no-demo");
      benchmark.measure("demo ward of 12 beds at 1×", seconds, "--beds", "12");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    benchmark.report.print();
  }

  private void measure(String what, int seconds, String... options)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    var up = start(options);
    try {
      awaitReady(up);
      double ready = (System.nanoTime() - begin) / 1e9;
      Thread.sleep(Duration.ofSeconds(seconds));
      var before = cpu(up);
      Thread.sleep(Duration.ofSeconds(seconds));
      double percent = 100.0 * cpu(up).minus(before).toMillis() / (seconds * 1_000.0);
      double resident = Memory.residentBytes(up.pid()) / 1048576.0;
      report.row(what, ready, Memory.liveBytes(up.pid()) / 1048576.0, resident, percent);
    } finally {
      up.destroy();
      if (!up.waitFor(STOP)) {
        up.destroyForcibly();
      }
    }
  }

  /** As the front door starts it. */
  private static Process start(String... options) throws IOException {
    var command = new ArrayList<String>();
    command.add(tool("java"));
    command.addAll(List.of("-Xms64m", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.wardstream.cli.Main", "up", "--ephemeral", "--port", "0"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Reads until the address is told; what comes later is read and dropped. */
  private static void awaitReady(Process up) throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(up.getInputStream(), StandardCharsets.UTF_8));
    var told = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      told.append(line).append('\n');
      if (line.contains(READY)) {
        Thread.ofVirtual().start(() -> drop(lines));
        return;
      }
    }
    throw new IllegalStateException("wardstream up ended before it was ready:\n" + told);
  }

  /** Reads to the end, so that the process never waits for a reader. */
  private static void drop(Reader rest) {
    try (rest) {
      rest.transferTo(Writer.nullWriter());
    } catch (IOException _) {
      return; // the process has ended
    }
  }

  private static Duration cpu(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
