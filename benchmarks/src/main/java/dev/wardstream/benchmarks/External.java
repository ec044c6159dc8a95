// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server that is not of this program, in a process of its own. */
final class External implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Process process;
  private final String ready;

  private External(Process process, String ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts it and waits for a line.
   *
   * @param sign part of the line by which it is known to be ready
   */
  static External start(String sign, List<String> command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var lines = process.inputReader(StandardCharsets.UTF_8);
    var told = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      told.append(line).append('\n');
      if (line.contains(sign)) {
        return new External(process, line);
      }
    }
    throw new IOException(command + " ended before it was ready:\n" + told);
  }

  /** Whether a program of this name can be run. */
  static boolean isThere(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The line by which it was known to be ready. */
  String ready() {
    return ready;
  }

  long pid() {
    return process.pid();
  }

  /** CPU time a process has used, kernel included, as Linux counts it. */
  static Duration cpu(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
