package dev.wardstream.alerts;

import dev.wardstream.alerts.wire.Channels;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.schemas.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The readings as the log has them. Not what a producer was told: a batch that was sent again may
 * stand elsewhere, or twice.
 */
record ReadingsLog(List<ConsumerRecord<String, byte[]>> records) {

  /** All that is there now. */
  static ReadingsLog of(Cluster cluster) {
    return new ReadingsLog(cluster.raw(Topics.VITALS_READINGS));
  }

  /** What the pure engine says of them: the values of {@code alerts.events}, per patient. */
  Map<String, List<byte[]>> events(Channels channels) {
    var oracle = new Oracle(channels);
    try (var inputs = channels.readings().values().deserializer()) {
      for (var its : records) {
        oracle.take(
            its.key(),
            inputs.deserialize(its.topic(), its.value()),
            Instant.ofEpochMilli(its.timestamp()),
            new Position(its.partition(), its.offset()));
      }
    }
    return oracle.events();
  }

  /** Offset of the newest, by partition. */
  Map<Integer, Long> newest() {
    Map<Integer, Long> newest = new HashMap<>();
    records.forEach(its -> newest.merge(its.partition(), its.offset(), Math::max));
    return newest;
  }
}
