package dev.wardstream.embedded.broker;

import dev.wardstream.embedded.KafkaCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A real KRaft cluster of one or three combined nodes in this process, on loopback. Any thread may
 * call, one at a time; addresses and data stay across {@code stop} and {@code start}.
 */
public final class EmbeddedKafka implements KafkaCluster {

  /** What may be chosen. */
  public static final class Builder {
    private int nodes = 1;
    private int port;
    private @Nullable Path dataFolder;

    private Builder() {}

    /** 1, the default, or 3. */
    public Builder nodes(int nodes) {
      if (nodes != 1 && nodes != 3) {
        throw new IllegalArgumentException("nodes is " + nodes + ", must be 1 or 3");
      }
      this.nodes = nodes;
      return this;
    }

    /** Port of the first node; any free one by default. The other nodes take any free port. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** Where data is kept; by default a temporary folder that {@code close} deletes. */
    public Builder dataFolder(Path dataFolder) {
      this.dataFolder = dataFolder;
      return this;
    }

    /** Starts the cluster; returns when every node serves. */
    public EmbeddedKafka start() {
      var folder =
          dataFolder == null
              ? DataFolder.inTemp()
              : new DataFolder(dataFolder.toAbsolutePath(), false);
      folder.format(nodes);
      var cluster = new EmbeddedKafka(folder, nodes, port);
      var started = false;
      try {
        cluster.start();
        started = true;
      } finally {
        if (!started) {
          cluster.close();
        }
      }
      return cluster;
    }
  }

  private final DataFolder folder;
  private final List<Node> nodes;
  private boolean closed;

  private EmbeddedKafka(DataFolder folder, int nodes, int port) {
    this.folder = folder;
    this.nodes =
        IntStream.rangeClosed(1, nodes)
            .mapToObj(id -> new Node(id, new Listener(id == 1 ? port : 0), new Listener(0)))
            .toList();
  }

  /** A cluster to be. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String bootstrapServers() {
    return nodes.stream().map(Node::clientAddress).collect(Collectors.joining(","));
  }

  @Override
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the cluster is closed");
    }
    inParallel(nodes.stream().filter(node -> !node.isRunning()).toList(), this::start);
  }

  /** Starts one node, 1 the first. */
  public synchronized void start(int node) {
    inParallel(List.of(node(node)), this::start);
  }

  @Override
  public synchronized void stop() {
    inParallel(nodes, Node::stopBroker);
    inParallel(nodes, Node::stopController);
  }

  /** Stops one node in an orderly way: its partitions move first. */
  public synchronized void stop(int node) {
    node(node).stopBroker();
    node(node).stopController();
  }

  /**
   * Makes one node vanish, as nearly as that is possible within a process: nothing is handed over,
   * the others notice by its silence, and its next start recovers its logs. (Written records stay
   * with the operating system, as after a killed process.)
   */
  public synchronized void kill(int node) {
    node(node).dropOut();
    folder.forgetCleanShutdown(node);
  }

  /** {@link #kill(int)} of all nodes. */
  public synchronized void kill() {
    inParallel(nodes, Node::dropOut);
    nodes.forEach(node -> folder.forgetCleanShutdown(node.id()));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stop();
      nodes.forEach(Node::releasePorts);
      folder.discard();
    }
  }

  private void start(Node node) {
    node.start(settings(node));
  }

  private Map<String, String> settings(Node node) {
    var voters =
        nodes.stream()
            .map(voter -> voter.id() + "@" + voter.controllerAddress())
            .collect(Collectors.joining(","));
    return NodeSettings.of(
        node.id(),
        nodes.size(),
        voters,
        node.clientAddress(),
        node.controllerAddress(),
        folder.ofNode(node.id()));
  }

  private Node node(int id) {
    return nodes.get(id - 1);
  }

  private static void inParallel(List<Node> nodes, Consumer<Node> step) {
    var threads = Thread.ofPlatform().name("embedded-kafka-", 0).factory();
    try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
      var steps = nodes.stream().map(node -> executor.submit(() -> step.accept(node))).toList();
      steps.forEach(EmbeddedKafka::await);
    }
  }

  private static void await(Future<?> step) {
    try {
      step.get();
    } catch (ExecutionException e) {
      throw new CompletionException("a node failed to start or stop", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException("interrupted while a node starts or stops", e);
    }
  }
}
