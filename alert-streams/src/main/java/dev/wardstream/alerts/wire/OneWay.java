package dev.wardstream.alerts.wire;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Serdes of topics that this job only reads or only writes. */
final class OneWay {
  private OneWay() {}

  static <T> Serde<T> reading(Deserializer<T> deserializer) {
    return new Reading<>(deserializer);
  }

  static <T> Serde<T> writing(Serializer<T> serializer) {
    return new Writing<>(serializer);
  }

  private record Reading<T>(Deserializer<T> deserializer) implements Serde<T> {
    @Override
    public Serializer<T> serializer() {
      throw new UnsupportedOperationException("a topic that is only read");
    }
  }

  private record Writing<T>(Serializer<T> serializer) implements Serde<T> {
    @Override
    public Deserializer<T> deserializer() {
      throw new UnsupportedOperationException("a topic that is only written");
    }
  }
}
