package dev.wardstream.cli.platform;

import dev.wardstream.edge.devices.Devices.Strangers;
import dev.wardstream.embedded.KafkaCluster;
import dev.wardstream.schemas.Size;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How everything in one process is set up. Loopback only: what listens here has no TLS.
 *
 * @param data where data is kept; empty for a temporary folder that is deleted at the end
 * @param port of the edge; 0 for any free one
 * @param kafkaPort of the broker; 0 for any free one
 * @param registryPort of the schema registry; 0 for any free one
 * @param size partitions of the topics; cannot change once the data exists
 * @param demo offers ready-made identities at {@code /v1/demo}
 * @param clock the time
 * @param cluster a broker started by somebody else, closed with the platform; empty for one in this
 *     process
 * @param strangers what is done with devices that are not enrolled
 */
public record PlatformConfig(
    Optional<Path> data,
    int port,
    int kafkaPort,
    int registryPort,
    Size size,
    Optional<Demo> demo,
    Clock clock,
    Optional<KafkaCluster> cluster,
    Strangers strangers) {

  /** Nothing kept, any free ports, no demo, any device: for tests and benchmarks. */
  public static PlatformConfig ephemeral() {
    return new PlatformConfig(
        Optional.empty(),
        0,
        0,
        0,
        Size.SMALL,
        Optional.empty(),
        Clock.systemUTC(),
        Optional.empty(),
        Strangers.ACCEPTED);
  }

  /** The same with data kept in a folder. */
  public PlatformConfig in(Path folder) {
    return new PlatformConfig(
        Optional.of(folder), port, kafkaPort, registryPort, size, demo, clock, cluster, strangers);
  }

  /** The same with an edge on a given port. */
  public PlatformConfig onPort(int edgePort) {
    return new PlatformConfig(
        data, edgePort, kafkaPort, registryPort, size, demo, clock, cluster, strangers);
  }

  /** The same with demo identities. */
  public PlatformConfig with(Demo shown) {
    return new PlatformConfig(
        data, port, kafkaPort, registryPort, size, Optional.of(shown), clock, cluster, strangers);
  }

  /** The same on a broker that has been started. */
  public PlatformConfig on(KafkaCluster started) {
    return new PlatformConfig(
        data, port, kafkaPort, registryPort, size, demo, clock, Optional.of(started), strangers);
  }

  /** The same with another mind about devices that are not enrolled. */
  public PlatformConfig with(Strangers other) {
    return new PlatformConfig(
        data, port, kafkaPort, registryPort, size, demo, clock, cluster, other);
  }
}
