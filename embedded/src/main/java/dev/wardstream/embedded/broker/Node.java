package dev.wardstream.embedded.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One combined broker and controller. Started and stopped by one thread at a time; every start is a
 * new server on the same ports with the same data.
 */
final class Node {
  private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

  private record Running(ControllerServer controller, BrokerServer broker) {}

  private final int id;
  private final Listener clients;
  private final Listener controller;
  private @Nullable Running running;

  Node(int id, Listener clients, Listener controller) {
    this.id = id;
    this.clients = clients;
    this.controller = controller;
  }

  int id() {
    return id;
  }

  String clientAddress() {
    return clients.hostAndPort();
  }

  String controllerAddress() {
    return controller.hostAndPort();
  }

  boolean isRunning() {
    return running != null;
  }

  void start(Map<String, String> settings) {
    var config = new KafkaConfig(settings, false);
    var directories = KafkaRaftServer.initializeLogDirs(config, LOGGER, "");
    var shared =
        new SharedServer(
            config,
            directories._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            (name, fatal, action) -> new LoggingFaultHandler("node " + id + ": " + name, action),
            this::open);
    var started =
        new Running(
            new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2()),
            new BrokerServer(shared));
    running = started;
    started.controller.startup();
    started.broker.startup();
  }

  /** First half of a stop: the broker hands over its partitions while controllers still run. */
  void stopBroker() {
    if (running != null) {
      running.broker.shutdown();
      running.broker.awaitShutdown();
    }
  }

  /** Second half of a stop. */
  void stopController() {
    if (running != null) {
      running.controller.shutdown();
      running.controller.awaitShutdown();
      running = null;
      clients.reserve();
      controller.reserve();
    }
  }

  /** The broker falls silent without handing over its partitions. */
  void dropOut() {
    if (running != null) {
      running.broker.lifecycleManager().beginShutdown();
      stopBroker();
      stopController();
    }
  }

  void releasePorts() {
    clients.close();
    controller.close();
  }

  private ServerSocketChannel open(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer)
      throws IOException {
    var reserved = listener.equals(NodeSettings.CONTROLLER) ? controller : clients;
    return reserved.open(backlog, receiveBuffer);
  }
}
