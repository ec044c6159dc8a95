package dev.wardstream.push.feed;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.LiveLog;
import java.time.Instant;
import java.util.List;

/** Reads a log again from any position. One per catch-up thread, used by that thread alone. */
public interface LogReader extends AutoCloseable {

  /** Takes what is read. */
  interface Sink {

    /** Whether records of a subject are wanted: others are not even decoded. */
    boolean wants(String subject);

    /** Takes an item; false to get it again later, and to stop now. */
    boolean take(Item item);

    /** Everything of a partition below an offset has been handed over. */
    void reached(int partition, long next);

    /** The log no longer holds what was asked for: it starts at {@code to}. */
    void missing(int partition, long from, long to);
  }

  /**
   * Reads on for a short while.
   *
   * @param partitions where to read
   * @param from the offset to begin at in each of them; {@code Subscription.START} for the start
   */
  void read(LiveLog log, int[] partitions, long[] from, Sink sink);

  /** The offsets after the newest committed record. */
  List<Long> ends(LiveLog log, int[] partitions);

  /** The offset in each partition of the first record that arrived at or after an instant. */
  List<Long> at(LiveLog log, int[] partitions, Instant time);

  @Override
  void close();
}
