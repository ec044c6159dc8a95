package dev.wardstream.it.node;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An ingest node as it is deployed: a process with a small heap, configured by its environment. */
public final class IngestNode implements AutoCloseable {
  private static final String MAIN = "dev.wardstream.ingest.IngestServer";
  private static final Duration READY = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Ground ground;
  private final Map<String, String> settings;
  private final int port;
  private Process process;

  private IngestNode(Ground ground, Map<String, String> settings, int port) throws IOException {
    this.ground = ground;
    this.settings = settings;
    this.port = port;
    process = launch();
  }

  /** Starts one on a free port; returns when it is ready. */
  public static IngestNode start(Ground ground, Map<String, String> settings) {
    try {
      var node = new IngestNode(ground, settings, freePort());
      node.awaitReady();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:MaxDirectMemorySize=128m"));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), MAIN));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var log = new File("target/ingest-node-" + port + ".log");
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().put("WARDSTREAM_INGEST_PORT", Integer.toString(port));
    ground.settings().forEach((name, value) -> set(builder, name, value));
    settings.forEach((name, value) -> set(builder, name, value));
    return builder.start();
  }

  private static void set(ProcessBuilder builder, String name, String value) {
    builder.environment().put("WARDSTREAM_INGEST_" + name, value);
  }

  private void awaitReady() {
    Awaitility.await()
        .atMost(READY)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> get("/health/ready").startsWith("{\"ready\":true"));
  }

  private String get(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The sum of all lines of {@code /metrics} that begin so. */
  public double metric(String prefix) {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  public int port() {
    return port;
  }

  /** Asks it to end, as an orchestrator does; how long it took. */
  public Duration terminate(Duration most) throws InterruptedException {
    long begin = System.nanoTime();
    process.destroy();
    if (!process.waitFor(most)) {
      throw new IllegalStateException("the node has not ended within " + most);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Starts again on the same port; returns when it is ready. */
  public void restart() throws IOException {
    process = launch();
    awaitReady();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
