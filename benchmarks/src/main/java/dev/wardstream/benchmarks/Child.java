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
import java.util.function.UnaryOperator;

/**
 * A process of this program playing one part of a measurement. The parent talks to it line by line:
 * the child prints {@code READY …} once, answers {@code cpu} with its CPU time in nanoseconds, and
 * ends when its standard input does.
 *
 * <p>Used by one thread of the parent.
 */
final class Child implements AutoCloseable {
  /** System property: a folder; each part leaves a flight recording there. */
  static final String PROFILES = "wardstream.profiles";

  private static final Duration STOP = Duration.ofSeconds(20);

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

  /**
   * Starts a part and waits until it is ready.
   *
   * @param heap its size, fixed, as in {@code 512m}
   */
  static Child start(String heap, Class<?> part, Object... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-Xms" + heap, "-XX:+AlwaysPreTouch"));
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Dlogback.configurationFile=benchmarks-logback.xml");
    command.addAll(profiling(part));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), part.getName()));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    try {
      return new Child(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + part.getSimpleName(), e);
    }
  }

  private static List<String> profiling(Class<?> part) {
    var folder = System.getProperty(PROFILES);
    if (folder == null) {
      return List.of();
    }
    var file = Path.of(folder, part.getSimpleName() + ".jfr");
    return List.of("-Xlog:jfr*=off", "-XX:StartFlightRecording=settings=profile,filename=" + file);
  }

  /** What the part said when it was ready, in words. */
  List<String> ready() {
    return List.of(ready.split(" ", -1));
  }

  long pid() {
    return process.pid();
  }

  /** CPU time the process has used so far. */
  Duration cpu() {
    questions.println("cpu");
    return Duration.ofNanos(Long.parseLong(await("CPU ")));
  }

  /** Asks the part something it alone understands. */
  String ask(String question) {
    questions.println(question);
    return await("ANSWER ");
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
      if (!process.waitFor(STOP)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /**
   * The child's side: says it is ready, then answers until standard input ends.
   *
   * @param other answers what only this part understands
   */
  static void serve(String ready, UnaryOperator<String> other) {
    System.out.println("READY " + ready);
    var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      for (var line = questions.readLine(); line != null; line = questions.readLine()) {
        System.out.println(
            line.equals("cpu") ? "CPU " + cpuNanos() : "ANSWER " + other.apply(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The child's side, of a part that is asked nothing. */
  static void serve(String ready) {
    serve(
        ready,
        question -> {
          throw new IllegalArgumentException("nobody here knows " + question);
        });
  }

  private static long cpuNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }
}
