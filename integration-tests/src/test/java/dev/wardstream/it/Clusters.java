package dev.wardstream.it;

import dev.wardstream.embedded.KafkaCluster;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * Where the tests get their broker: a container of Kafka's own image where a Docker engine answers,
 * else the same broker inside this JVM. {@code -Dwardstream.it.broker=embedded|container} decides
 * by hand.
 */
final class Clusters {
  private static final String IMAGE = "apache/kafka:4.3.1";

  private Clusters() {}

  /** Starts one broker. */
  static KafkaCluster start() {
    return switch (System.getProperty("wardstream.it.broker", "auto")) {
      case "embedded" -> embedded();
      case "container" -> new Container();
      case "auto" -> dockerAnswers() ? new Container() : embedded();
      case String other ->
          throw new IllegalArgumentException(
              "wardstream.it.broker=%s: use auto, embedded or container".formatted(other));
    };
  }

  private static KafkaCluster embedded() {
    return EmbeddedKafka.builder().nodes(1).start();
  }

  private static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Kafka's own image. Pausing keeps the mapped port, so stop and start do just that. */
  private static final class Container implements KafkaCluster {
    private final KafkaContainer kafka = new KafkaContainer(IMAGE);

    Container() {
      kafka.start();
    }

    @Override
    public String bootstrapServers() {
      return kafka.getBootstrapServers();
    }

    @Override
    public void stop() {
      kafka.getDockerClient().pauseContainerCmd(kafka.getContainerId()).exec();
    }

    @Override
    public void start() {
      kafka.getDockerClient().unpauseContainerCmd(kafka.getContainerId()).exec();
    }

    @Override
    public void close() {
      kafka.stop();
    }
  }
}
