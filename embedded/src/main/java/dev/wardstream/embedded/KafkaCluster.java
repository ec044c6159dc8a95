package dev.wardstream.embedded;

/** A Kafka cluster that a test or a single process owns: it may be stopped and started again. */
public interface KafkaCluster extends AutoCloseable {

  /** Where clients connect; the same for the life of the cluster. */
  String bootstrapServers();

  /** Stops all brokers in an orderly way; their data and addresses stay. */
  void stop();

  /** Starts all brokers that are stopped; returns when they serve. */
  void start();

  /** Stops all brokers for good. */
  @Override
  void close();
}
