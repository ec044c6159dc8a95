package dev.wardstream.alerts.rehoming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wardstream.alerts.wire.UnassignedPut;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The puts of all devices of a partition in the order of each device: by boot, then by seq. Keys
 * are the device in UTF-8, a zero byte, and both numbers so that they sort as bytes.
 */
record HeldPuts(KeyValueStore<Bytes, HeldPut> store) {
  private static final int NUMBERS = 2 * Long.BYTES;

  static Bytes key(UnassignedPut put) {
    return key(put.device(), put.boot(), put.seq());
  }

  /** Comes before every put of the device. */
  static Bytes first(String device) {
    return key(device, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  private static Bytes key(String device, long boot, long seq) {
    var name = device.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(name.length + 1 + NUMBERS)
            .put(name)
            .put((byte) 0)
            .putLong(boot ^ Long.MIN_VALUE)
            .putLong(seq ^ Long.MIN_VALUE)
            .array());
  }

  @Nullable HeldPut get(Bytes key) {
    return store.get(key);
  }

  void put(Bytes key, HeldPut held) {
    store.put(key, held);
  }

  void forget(Bytes key) {
    store.delete(key);
  }

  /** The puts of the device from the key on. */
  KeyValueIterator<Bytes, HeldPut> of(String device, Bytes from) {
    return store.range(from, key(device, Long.MAX_VALUE, Long.MAX_VALUE));
  }

  /** The puts of all devices from the key on. */
  KeyValueIterator<Bytes, HeldPut> all(@Nullable Bytes from) {
    return store.range(from, null);
  }
}
