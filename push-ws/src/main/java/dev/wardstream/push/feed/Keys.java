package dev.wardstream.push.feed;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where keys are. */
public final class Keys {
  private Keys() {}

  /** The partition of a key, as Kafka's producers choose it. */
  public static int partition(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
