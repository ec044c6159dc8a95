package dev.wardstream.embedded.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.KRaftVersion;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The directories of a cluster: {@code node-1}, {@code node-2}, … in one folder, formatted once.
 *
 * @param root the folder
 * @param temporary it is deleted when the cluster is closed
 */
record DataFolder(Path root, boolean temporary) {
  private static final String META = "meta.properties";
  private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

  static DataFolder inTemp() {
    try {
      return new DataFolder(Files.createTempDirectory("wardstream-kafka-"), true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }

  Path ofNode(int node) {
    return root.resolve("node-" + node);
  }

  /** Prepares the folder for a cluster of {@code nodes} nodes; keeps what is there. */
  void format(int nodes) {
    if (Files.exists(ofNode(nodes + 1)) || (exists(1) && !exists(nodes) && !exists(2))) {
      throw new IllegalStateException(
          "%s holds a cluster of another size than %d; choose another folder"
              .formatted(root, nodes));
    }
    var id = clusterId().orElseGet(() -> Uuid.randomUuid().toString());
    IntStream.rangeClosed(1, nodes).filter(node -> !exists(node)).forEach(n -> format(n, id));
  }

  /** Makes the next start recover the logs, as after a crash. */
  void forgetCleanShutdown(int node) {
    try {
      Files.deleteIfExists(ofNode(node).resolve(CLEAN_SHUTDOWN));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the mark of a clean shutdown", e);
    }
  }

  /** Deletes the folder when it is temporary. */
  void discard() {
    if (!temporary) {
      return;
    }
    try (var files = Files.walk(root)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }

  private boolean exists(int node) {
    return Files.exists(ofNode(node).resolve(META));
  }

  private Optional<String> clusterId() {
    var meta = ofNode(1).resolve(META);
    if (!Files.exists(meta)) {
      return Optional.empty();
    }
    try (var reader = Files.newBufferedReader(meta)) {
      var properties = new Properties();
      properties.load(reader);
      return Optional.ofNullable(properties.getProperty("cluster.id"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + meta, e);
    }
  }

  private void format(int node, String clusterId) {
    var folder = ofNode(node);
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var formatter =
        new Formatter()
            .setPrintStream(silent)
            .setNodeId(node)
            .setClusterId(clusterId)
            .setDirectories(List.of(folder.toString()))
            .setMetadataLogDirectory(folder.toString())
            .setControllerListenerName(NodeSettings.CONTROLLER)
            .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
            .setFeatureLevel(
                KRaftVersion.FEATURE_NAME, KRaftVersion.KRAFT_VERSION_0.featureLevel());
    run(formatter, folder);
  }

  private static void run(Formatter formatter, Path folder) {
    var formatting =
        new FutureTask<>(() -> {
          Files.createDirectories(folder);
          formatter.run();
          force(folder);
          return folder;
        });
    formatting.run();
    try {
      formatting.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot format " + folder, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while formatting " + folder, e);
    }
  }

  /** A power cut soon after formatting would otherwise leave empty files. */
  private static void force(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }
}
