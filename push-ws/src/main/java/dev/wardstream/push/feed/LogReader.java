package dev.wardstream.push.feed;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.LiveLog;
import java.time.Instant;
import java.util.List;

/** Reads logs again from any position. Used by the catch-up thread alone. */
public interface LogReader extends AutoCloseable {

  /**
   * One partition to read.
   *
   * @param from the offset to begin at; {@code Subscription.START} for the start
   */
  record Place(LiveLog log, int partition, long from) {}

  /** Takes what is read of one partition, in order. */
  interface Sink {

    /** Whether records of a subject are wanted: others are not even decoded. */
    boolean wants(String subject);

    /** Takes an item. */
    void take(Item item);

    /** Everything below an offset has been handed over. */
    void reached(long next);

    /** The log no longer holds what was asked for: it starts at {@code to}. */
    void missing(long to);
  }

  /** Knows the sink of a partition. */
  @FunctionalInterface
  interface Sinks {
    Sink of(LiveLog log, int partition);
  }

  /**
   * Reads on for a short while.
   *
   * @param places where to begin, each partition once
   * @return bytes read
   */
  long read(List<Place> places, Sinks sinks);

  /** The offsets after the newest committed record. */
  List<Long> ends(LiveLog log, int[] partitions);

  /** The offset in each partition of the first record that arrived at or after an instant. */
  List<Long> at(LiveLog log, int[] partitions, Instant time);

  @Override
  void close();
}
