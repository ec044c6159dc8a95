package dev.wardstream.alerts.wire;

import dev.wardstream.alerts.association.DeviceIntervals;
import dev.wardstream.alerts.watch.Input;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * How the job's own stores and its internal topic keep things. What cannot be read back is damage
 * or a version from the future: it stops the job, for no input is to blame.
 */
public final class Keeping {
  private Keeping() {}

  /** All intervals of a device. */
  public static Serde<DeviceIntervals> intervals() {
    return serde(
        its -> AssociationBytes.of("", its.intervals()),
        bytes -> new DeviceIntervals(AssociationBytes.toAssociated(bytes).intervals()));
  }

  /** What one patient needs to know of one device. */
  public static Serde<Input> associated() {
    return serde(
        input -> {
          if (input instanceof Input.DeviceAssociated(var device, var intervals)) {
            return AssociationBytes.of(device, intervals);
          }
          throw new IllegalArgumentException("only associations are sent to patients");
        },
        AssociationBytes::toAssociated);
  }

  private static <T> Serde<T> serde(Function<T, byte[]> encode, Function<byte[], T> decode) {
    return Serdes.serdeFrom(
        (_, value) -> value == null ? null : encode.apply(value),
        (_, bytes) -> decode(bytes, decode));
  }

  private static <T> @Nullable T decode(byte @Nullable [] bytes, Function<byte[], T> decode) {
    try {
      return bytes == null ? null : decode.apply(bytes);
    } catch (IllegalArgumentException e) {
      throw new ProcessorStateException("what the job kept cannot be read back", e);
    }
  }
}
