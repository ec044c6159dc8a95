package dev.wardstream.push.wire;

import java.time.Instant;

/**
 * Where a record is.
 *
 * @param topic topic name
 * @param partition partition
 * @param offset offset
 * @param arrivedAt record timestamp: when the platform took it
 */
public record Position(String topic, int partition, long offset, Instant arrivedAt) {
  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
