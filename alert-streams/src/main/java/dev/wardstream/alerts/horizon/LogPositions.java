package dev.wardstream.alerts.horizon;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What the broker knows about the inputs of the job. A port, so that the horizon can be tested. */
interface LogPositions extends AutoCloseable {

  /**
   * The offset up to which each input partition is processed, its effects committed.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer in time
   */
  Map<TopicPartition, Long> processed();

  /**
   * The offset after the last record of each input partition.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer in time
   */
  Map<TopicPartition, Long> ends();

  /**
   * Whether all that lies between two offsets are transaction markers and aborted records, which
   * nobody will ever process and therefore nobody commits.
   */
  boolean isEmpty(TopicPartition partition, long from, long end);

  @Override
  void close();
}
