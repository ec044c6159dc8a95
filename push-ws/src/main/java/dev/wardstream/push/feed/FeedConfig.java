package dev.wardstream.push.feed;

import java.time.Duration;
import java.util.Map;

/**
 * How the feed reads and what it keeps.
 *
 * @param kafka client properties, {@code bootstrap.servers} at least
 * @param tailItems records kept per partition, and read at the start where the log has them
 * @param tailBytes bytes of encoded records kept, over all partitions
 * @param messagesKept messages kept for the snapshots of rooms
 * @param catchUpBytes most that is read of the log in a second for those who missed some of it
 * @param linger how long a partition is still followed after its last watcher has gone
 * @param silence without an answer from the brokers for so long, the service is not ready
 */
public record FeedConfig(
    Map<String, Object> kafka,
    int tailItems,
    long tailBytes,
    MessagesKept messagesKept,
    long catchUpBytes,
    Duration linger,
    Duration silence) {

  /**
   * What is kept of the rooms.
   *
   * @param perRoom messages a room's snapshot has at most
   * @param bytes bytes of messages kept, over all rooms
   */
  public record MessagesKept(int perRoom, long bytes) {}

  public FeedConfig {
    kafka = Map.copyOf(kafka);
    require("TAIL_ITEMS", tailItems, 16, 1 << 20);
    require("TAIL_BYTES", tailBytes, 1 << 16, 1L << 36);
    require("MESSAGES_PER_ROOM", messagesKept.perRoom(), 1, 10_000);
    require("MESSAGES_BYTES", messagesKept.bytes(), 1 << 16, 1L << 36);
    require("CATCH_UP_BYTES", catchUpBytes, 1 << 16, 1L << 36);
    if (linger.isNegative() || linger.toHours() >= 24) {
      throw new IllegalArgumentException("LINGER is %s, not from PT0S to PT24H".formatted(linger));
    }
  }

  private static void require(String name, long value, long low, long high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s is %d, not between %d and %d".formatted(name, value, low, high));
    }
  }
}
