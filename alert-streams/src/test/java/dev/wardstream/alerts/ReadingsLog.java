package dev.wardstream.alerts;

import dev.wardstream.alerts.wire.Channels;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.schemas.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the pure engine says of the readings as the log has them. Not of what a producer was told: a
 * batch that was sent again may stand elsewhere, or twice.
 *
 * @param events the values of {@code alerts.events}, per patient, in order
 * @param newest offset of the newest reading, by partition
 */
record ReadingsLog(Map<String, List<byte[]>> events, Map<Integer, Long> newest) {

  /** All that is there now. */
  static ReadingsLog of(Cluster cluster) {
    var channels = new Channels(cluster.registry);
    var oracle = new Oracle(channels);
    var newest = new HashMap<Integer, Long>();
    try (var inputs = channels.readings().values().deserializer()) {
      cluster.each(
          Topics.VITALS_READINGS,
          its -> {
            oracle.take(
                its.key(),
                inputs.deserialize(its.topic(), its.value()),
                Instant.ofEpochMilli(its.timestamp()),
                new Position(its.partition(), its.offset()));
            newest.put(its.partition(), its.offset());
          });
    }
    return new ReadingsLog(oracle.events(), newest);
  }
}
