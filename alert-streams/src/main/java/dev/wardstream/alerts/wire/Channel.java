package dev.wardstream.alerts.wire;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** A topic name together with the only two serdes that may touch it. */
public record Channel<K, V>(String name, Serde<K> keys, Serde<V> values) {

  /** The topic as a source node. */
  public Consumed<K, V> as(String node) {
    return Consumed.with(keys, values).withName(node);
  }

  /** The topic as a sink node. */
  public Produced<K, V> to(String node) {
    return Produced.with(keys, values).withName(node);
  }
}
