package dev.wardstream.alerts.rehoming;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The devices whose puts are being moved: since when, and which put is next. */
record Moves(KeyValueStore<String, Bytes> store) {

  /**
   * How far it has come with a device.
   *
   * @param at arrival of the association that set it in motion, epoch milliseconds
   * @param next key of the first put not looked at yet
   */
  record Move(long at, Bytes next) {
    /** So that the put with this key has its turn, too. */
    Move including(Bytes key) {
      return next.compareTo(key) <= 0 ? this : new Move(at, key);
    }
  }

  @Nullable Move get(String device) {
    var bytes = store.get(device);
    if (bytes == null) {
      return null;
    }
    long at = ByteBuffer.wrap(bytes.get()).getLong();
    return new Move(
        at, Bytes.wrap(Arrays.copyOfRange(bytes.get(), Long.BYTES, bytes.get().length)));
  }

  void put(String device, Move move) {
    var next = move.next().get();
    store.put(
        device,
        Bytes.wrap(
            ByteBuffer.allocate(Long.BYTES + next.length).putLong(move.at()).put(next).array()));
  }

  void done(String device) {
    store.delete(device);
  }

  /** Some device whose puts are being moved; null when there is none. */
  @Nullable String any() {
    try (var all = store.all()) {
      return all.hasNext() ? all.next().key : null;
    }
  }
}
