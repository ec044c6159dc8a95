package dev.wardstream.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of this program playing one part of a measurement. The parent talks to it line by line:
 * the child prints {@code READY …} once, answers {@code cpu} with its CPU time in nanoseconds and
 * {@code memory} with used heap bytes after a collection, and ends when its standard input does.
 *
 * <p>Used by one thread of the parent.
 */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;
  private final String ready;

  private Child(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.questions = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.ready = await("READY ");
  }

  /** Starts a part and waits until it is ready. */
  static Child start(String heap, Class<?> part, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-Xms" + heap);
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), part.getName()));
    command.addAll(List.of(arguments));
    try {
      return new Child(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + part.getSimpleName(), e);
    }
  }

  /** What the part said when it was ready, such as its address. */
  String ready() {
    return ready;
  }

  /** CPU time the process has used so far. */
  Duration cpu() {
    questions.println("cpu");
    return Duration.ofNanos(Long.parseLong(await("CPU ")));
  }

  /** Heap in use after a full collection, in bytes. */
  long heap() {
    questions.println("memory");
    return Long.parseLong(await("HEAP "));
  }

  /** Asks the part something it alone understands. */
  String ask(String question) {
    questions.println(question);
    return await("ANSWER ");
  }

  long pid() {
    return process.pid();
  }

  private String await(String prefix) {
    try {
      for (var line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(prefix)) {
          return line.substring(prefix.length());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("a part of the benchmark ended before it said " + prefix);
  }

  @Override
  public void close() {
    questions.close();
    try {
      if (!process.waitFor(Duration.ofSeconds(20))) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** The child's side: says it is ready, then answers until standard input ends. */
  static void serve(String ready, java.util.function.UnaryOperator<String> other) {
    System.out.println("READY " + ready);
    var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      for (var line = questions.readLine(); line != null; line = questions.readLine()) {
        System.out.println(answer(line, other));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(String question, java.util.function.UnaryOperator<String> other) {
    return switch (question) {
      case "cpu" -> "CPU " + cpuNanos();
      case "memory" -> "HEAP " + usedHeapAfterCollection();
      default -> "ANSWER " + other.apply(question);
    };
  }

  /** CPU time of this process in nanoseconds. */
  static long cpuNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  private static long usedHeapAfterCollection() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
