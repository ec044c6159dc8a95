package dev.wardstream.embedded.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The broker configuration of one combined node: what production needs (no auto-created topics, no
 * unclean election, failures noticed within seconds) in the size of a laptop.
 */
final class NodeSettings {
  static final String CLIENTS = "CLIENTS";
  static final String CONTROLLER = "CONTROLLER";

  private NodeSettings() {}

  /**
   * The configuration.
   *
   * @param node id of the node, 1 the first
   * @param nodes nodes of the cluster
   * @param voters {@code controller.quorum.voters}
   * @param clients address clients connect to
   */
  static Map<String, String> of(
      int node, int nodes, String voters, String clients, String controller, Path folder) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("node.id", Integer.toString(node));
    settings.put("process.roles", "broker,controller");
    settings.put("controller.quorum.voters", voters);
    settings.put(
        "listeners", "%s://%s,%s://%s".formatted(CLIENTS, clients, CONTROLLER, controller));
    settings.put("advertised.listeners", CLIENTS + "://" + clients);
    settings.put("inter.broker.listener.name", CLIENTS);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put(
        "listener.security.protocol.map",
        "%s:PLAINTEXT,%s:PLAINTEXT".formatted(CLIENTS, CONTROLLER));
    settings.put("log.dirs", folder.toString());
    settings.putAll(safety(nodes));
    settings.putAll(failover());
    settings.putAll(laptop());
    return settings;
  }

  /** What keeps acknowledged records. */
  private static Map<String, String> safety(int nodes) {
    var copies = Integer.toString(nodes);
    var inSync = nodes >= 3 ? "2" : "1";
    return Map.of(
        "auto.create.topics.enable", "false",
        "unclean.leader.election.enable", "false",
        "default.replication.factor", copies,
        "min.insync.replicas", inSync,
        "offsets.topic.replication.factor", copies,
        "transaction.state.log.replication.factor", copies,
        "transaction.state.log.min.isr", inSync,
        "share.coordinator.state.topic.replication.factor", copies,
        "share.coordinator.state.topic.min.isr", inSync);
  }

  /** A lost broker, stream thread or transaction is noticed within seconds, not 45. */
  private static Map<String, String> failover() {
    return Map.ofEntries(
        Map.entry("broker.session.timeout.ms", "6000"),
        Map.entry("broker.heartbeat.interval.ms", "1000"),
        Map.entry("group.streams.min.session.timeout.ms", "5000"),
        Map.entry("group.streams.session.timeout.ms", "6000"),
        Map.entry("group.streams.min.heartbeat.interval.ms", "1000"),
        Map.entry("group.streams.heartbeat.interval.ms", "1500"),
        Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
  }

  /** Few threads, few internal partitions, small buffers. */
  private static Map<String, String> laptop() {
    return Map.ofEntries(
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("background.threads", "2"),
        Map.entry("num.recovery.threads.per.data.dir", "2"),
        Map.entry("group.coordinator.threads", "1"),
        Map.entry("share.coordinator.threads", "1"),
        Map.entry("offsets.topic.num.partitions", "3"),
        Map.entry("transaction.state.log.num.partitions", "3"),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
        Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
        Map.entry("log.cleaner.io.buffer.size", "65536"),
        Map.entry("log.segment.bytes", "134217728"),
        Map.entry("log.index.size.max.bytes", "1048576"));
  }
}
